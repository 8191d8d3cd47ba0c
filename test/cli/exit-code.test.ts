import { describe, expect, test } from 'vitest';
import { exitCodeOfError, exitCodeOfReport } from '../../src/cli/exit-code.ts';
import { ExerciseNotNamedError } from '../../src/cli/usage-errors.ts';
import { EngineUnreachableError } from '../../src/engine/engine-errors.ts';
import { SubmissionRefusedError } from '../../src/model/waymark-error.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { ReportWriteError } from '../../src/report/report-errors.ts';
import { broken, graded, importFailed, parts, passed, refused } from '../report/sample-parts.ts';

describe('of a report', () => {
  test.each([
    ['passed', passed, 0],
    ['graded below the pass mark', graded, 1],
    ['import failed', importFailed, 1],
    ['refused', refused, 3],
    ['infrastructure error', broken, 4],
  ])('%s', (_status, verdict, code) => {
    expect(exitCodeOfReport(buildReport(parts({ verdict })))).toBe(code);
  });
});

describe('of an error', () => {
  test.each([
    ['wrong usage', new ExerciseNotNamedError('work.py'), 2],
    ['a refusal', new SubmissionRefusedError('submission.empty', 'Nothing.'), 3],
    ['an engine that does not answer', new EngineUnreachableError('Nobody.'), 4],
    ['a report that could not be written', new ReportWriteError('x.json', 'the disk is full'), 4],
    ['what nobody foresaw', new TypeError('oops'), 4],
    ['what is no error at all', 'oops', 4],
  ])('%s', (_kind, error, code) => {
    expect(exitCodeOfError(error)).toBe(code);
  });
});

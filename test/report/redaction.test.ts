import { describe, expect, test } from 'vitest';
import type { CaseResult, CaseStatus, FeedbackLevel, Problem, Verdict } from '../../src/model/verdict.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { canary, graded, importFailed, parts, runFacts, submission } from './sample-parts.ts';

const c = {
  parameter: canary('parameter'),
  message: canary('message'),
  explanation: canary('explanation'),
  expected: canary('expected'),
  actual: canary('actual'),
  diff: canary('diff'),
  errorType: 'CanaryType',
  errorMessage: canary('error-message'),
  frameFile: canary('frame-file'),
  frameFunction: canary('frame-function'),
  frameSource: canary('frame-source'),
  signal: canary('signal'),
  exitCode: '86753',
  measured: '31415',
  stdout: canary('stdout'),
  stderr: canary('stderr'),
  hint: canary('hint'),
};

function caseFullOfCanaries(status: CaseStatus): CaseResult {
  return {
    id: `test_a.py::test_b[${c.parameter}]`,
    title: `A title [${c.parameter}]`,
    status,
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: c.message,
    explanation: c.explanation,
    comparison: { expected: c.expected, actual: c.actual, diff: c.diff },
    error: {
      type: c.errorType,
      message: c.errorMessage,
      traceback: [
        { file: c.frameFile, line: 1, function: c.frameFunction, source: c.frameSource },
        { file: 'solution.py', line: 6, function: c.frameFunction, source: c.frameSource },
      ],
    },
    limit: { limit: 'testTimeMs', ceiling: 10_000, measured: Number(c.measured) },
    signal: c.signal,
    exitCode: Number(c.exitCode),
    hint: c.hint,
    stdout: c.stdout,
    stderr: c.stderr,
  };
}

const statuses: readonly CaseStatus[] = [
  'passed',
  'failed',
  'error',
  'timeout',
  'memory-limit',
  'output-limit',
  'process-limit',
  'crashed',
  'skipped',
];

const allowed: Readonly<Record<FeedbackLevel, readonly (keyof typeof c)[]>> = {
  full: Object.keys(c).filter((key): key is keyof typeof c => key in c),
  hints: ['hint'],
  titles: [],
  score: [],
};

describe.each(['full', 'hints', 'titles', 'score'] as const)('at feedback %s', (feedback) => {
  test.each(statuses)('a test that came to "%s" tells what it may and nothing else', (status) => {
    const result = caseFullOfCanaries(status);
    const verdict: Verdict = { ...graded, cases: [result] };
    const run = runFacts({ tests: [{ id: result.id, wallTimeMs: 1, submissionTimeMs: 1 }] });

    const report = buildReport(parts({ verdict, feedback, run }));

    const texts = [JSON.stringify(report), renderTerminal(report, { width: 120 })];
    for (const key of allowed.full) {
      if (allowed[feedback].includes(key)) {
        expect(texts[0], key).toContain(c[key]);
      } else {
        for (const text of texts) {
          expect(text, key).not.toContain(c[key]);
        }
      }
    }
  });
});

describe('below full feedback', () => {
  test.each(['hints', 'titles'] as const)(
    'ids are numbers in declared order at %s, in the usage too where it is told',
    (feedback) => {
      const report = buildReport(parts({ feedback }));

      expect(report.tests.map((one) => one.id)).toEqual(graded.cases.map((_, index) => `test-${index + 1}`));
      expect(report.run.tests.map((one) => one.id)).toEqual(feedback === 'hints' ? report.tests.map((one) => one.id) : []);
    },
  );

  test('times come in coarse steps at hints: a submission could sleep a message', () => {
    const report = buildReport(parts({ feedback: 'hints' }));

    expect(report.run.tests.every((one) => one.wallTimeMs % 100 === 0 && one.submissionTimeMs % 100 === 0)).toBe(true);
  });

  test("a learner's own exception class keeps its name, for it stands in the source", () => {
    const report = buildReport(parts({ feedback: 'hints' }));

    expect(report.tests.find((one) => one.status === 'error')).toMatchObject({
      error: { type: 'SlugError', traceback: [{ file: 'solution.py', line: 6 }] },
      message: 'SlugError left your code where it was not expected.',
    });
  });

  test.each([
    ['Spaces [a]', 'test_a.py::test_x[a]', 'Spaces'],
    ['Lists [[1]-[2]]', 'test_a.py::test_x[[1]-[2]]', 'Lists'],
    ['Half a suffix [aaa…', 'test_a.py::test_x[aaaa]', 'Half a suffix'],
    ['Two\nlines [a\nb]', 'test_a.py::test_x[a\nb]', 'Two lines'],
    ['[a]', 'test_a.py::test_x[a]', 'Test 1'],
    ['Returns [] for nothing', 'test_a.py::test_x', 'Returns [] for nothing'],
  ])('the title %j loses its parameters', (title, id, expected) => {
    const [first] = graded.cases;
    const cases = first === undefined ? [] : [{ ...first, id, title }];

    const report = buildReport(parts({ verdict: { ...graded, cases }, feedback: 'titles' }));

    expect(report.tests[0]?.title).toBe(expected);
  });

  describe.each(['hints', 'titles', 'score'] as const)('an import problem at %s', (feedback) => {
    test('keeps its place and kind, and loses every text the submission wrote', () => {
      const text = canary('import');
      const problem: Problem = {
        code: 'import.error',
        owner: 'learner',
        message: `solution.py cannot be imported: ValueError: ${text}.`,
        next: 'Mend it.',
        file: 'solution.py',
        line: 6,
        error: {
          type: 'ValueError',
          message: text,
          traceback: [{ file: 'solution.py', line: 6, function: '<module>', source: text }],
        },
      };

      const report = buildReport(parts({ feedback, verdict: { ...importFailed, problem } }));

      expect(JSON.stringify(report)).not.toContain(text);
      expect(report.problem).toEqual({
        ...problem,
        message: 'solution.py cannot be imported: ValueError (line 6).',
        error: { type: 'ValueError', traceback: [{ file: 'solution.py', line: 6 }] },
      });
    });

    test.each(['import.crashed', 'import.not-collected', 'import.timeout', 'import.unheard-of'])(
      '%s says no more than that',
      (code) => {
        const text = canary('import');
        const problem: Problem = { code, owner: 'learner', message: text, file: text, line: 86_753 };

        const told = JSON.stringify(buildReport(parts({ feedback, verdict: { ...importFailed, problem } })));

        expect(told).not.toContain(text);
        expect(told).not.toContain('86753');
      },
    );
  });

  test("an author's error does not quote the suite", () => {
    const text = canary('suite');
    const verdict: Verdict = {
      status: 'infrastructure-error',
      score: null,
      cases: [],
      problem: { code: 'WAYMARK_SUITE_BROKEN', owner: 'author', message: text, next: text, file: text, line: 3 },
    };

    expect(JSON.stringify(buildReport(parts({ verdict, feedback: 'hints' })))).not.toContain(text);
    expect(JSON.stringify(buildReport(parts({ verdict, feedback: 'full' })))).toContain(text);
  });
});

test('what the submission is called cannot steer a terminal', () => {
  const report = buildReport(parts({ submission: { ...submission, name: 'work\u001b]0;owned\u0007\n.zip' } }));

  expect(report.submission?.name).toBe('work\\x1b]0;owned .zip');
});

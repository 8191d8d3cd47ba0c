import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import type { Limits } from '../../../src/model/limits.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { WaymarkError } from '../../../src/model/waymark-error.ts';
import { readSubmission } from '../../../src/submission/read-submission.ts';
import { topLevelModules } from '../../../src/submission/top-level-modules.ts';
import { type Bench, engineHere, openBench, titled } from './grading-bench.ts';
import { knownLimits } from './known-limits.ts';

const folder = join(packageRoot(), 'test', 'suites');
const suites = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('an ordinary pytest suite'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const grade = async (suite: string, part: string, limits: Partial<Limits> = {}): Promise<Verdict> => {
    const submission = await readSubmission(join(folder, suite, part), { entry: [] });
    const exclude = topLevelModules(submission);
    const exercise = await suiteExercise({ suitePath: join(folder, suite, 'suite'), exclude, limits });
    return (await bench.grade(exercise, submission)).verdict;
  };

  describe.each(suites)('%s', (suite) => {
    const limit = knownLimits.find((known) => known.suite === suite);

    test('gives its reference all points, but for known limits that still are some', async () => {
      const hasStandstill = limit?.tests === 'standstill';
      const shortfall = await grade(suite, 'reference', hasStandstill ? oneStandstill : {}).then(notEarned, whatKeptIt);

      expect(shortfall, limit === undefined ? undefined : staleLimit).toEqual(limit === undefined ? [] : sorted(limit.tests));
    });

    test('does not give its stub all points, and lays nothing at our door', async () => {
      const verdict = await grade(suite, 'stub');

      expect(['graded', 'import-failed']).toContain(verdict.status);
      expect(verdict.score?.fraction).toBeLessThan(1);
    });
  });

  test('that is known for a limit is there', () => {
    expect(suites).toEqual(expect.arrayContaining(knownLimits.map(({ suite }) => suite)));
  });
});

/** The first test that waits for ever uses the grading up: each such test takes its time and a good while more. */
const oneStandstill: Partial<Limits> = { testTimeMs: 2000, gradingTimeMs: 2000 };

const staleLimit = 'known-limits.ts says otherwise; take out what passes';

/** Ids of tests that did not give all their points. */
function notEarned({ cases, status }: Verdict): readonly string[] | string {
  if (cases.some(({ limit }) => limit?.ceiling === oneStandstill.testTimeMs)) {
    return 'standstill';
  }
  return status === 'graded' ? sorted(cases.filter((one) => one.points < one.maximum).map(({ id }) => id)) : status;
}

function whatKeptIt(error: unknown): string {
  return error instanceof WaymarkError ? 'not-graded' : String(error);
}

function sorted(tests: readonly string[] | string): readonly string[] | string {
  return typeof tests === 'string' ? tests : tests.toSorted();
}

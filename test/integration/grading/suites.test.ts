import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { ExerciseError } from '../../../src/model/waymark-error.ts';
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

  const grade = async (suite: string, part: string): Promise<Verdict> => {
    const submission = await readSubmission(join(folder, suite, part), { entry: [] });
    const exclude = topLevelModules(submission);
    const exercise = await suiteExercise({ suitePath: join(folder, suite, 'suite'), exclude });
    return (await bench.grade(exercise, submission)).verdict;
  };

  describe.each(suites)('%s', (suite) => {
    const limit = knownLimits.find((known) => known.suite === suite);

    test('gives its reference all points, but for known limits that still are some', async () => {
      const shortfall = await grade(suite, 'reference').then(notPassed, whatKeptIt);

      expect(shortfall, limit === undefined ? undefined : staleLimit).toEqual(limit?.tests ?? []);
    });

    test.skipIf(limit?.tests === 'all')('does not give its stub all points, and lays nothing at our door', async () => {
      const verdict = await grade(suite, 'stub');

      expect(['graded', 'import-failed']).toContain(verdict.status);
      expect(verdict.score?.fraction).toBeLessThan(1);
    });
  });

  test('that is known for a limit is there', () => {
    expect(suites).toEqual(expect.arrayContaining(knownLimits.map(({ suite }) => suite)));
  });
});

const staleLimit = 'known-limits.ts says otherwise; take out what passes';

function notPassed({ cases, status }: Verdict): readonly string[] | string {
  return status === 'graded' ? cases.filter((one) => one.status !== 'passed').map(({ id }) => id) : status;
}

/** A suite that gives no verdict even with its reference: all of it is the shortfall. */
function whatKeptIt(error: unknown): string {
  return error instanceof ExerciseError ? 'all' : String(error);
}

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listExercises } from '../../../src/catalog/list-exercises.ts';
import { readExercise } from '../../../src/catalog/read-exercise.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { readSubmission } from '../../../src/submission/read-submission.ts';
import { type Bench, engineHere, openBench, titled } from './grading-bench.ts';

const listed = await listExercises({ root: join(packageRoot(), 'exercises') });
const exercises = await Promise.all(listed.map(({ folder }) => readExercise(folder)));
let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('an exercise of the catalogue'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const grade = async (exercise: Exercise, part: string): Promise<Verdict> => {
    const submission = await readSubmission(join(exercise.folder ?? '', part), { entry: exercise.entry });
    return (await bench.grade(exercise, submission)).verdict;
  };

  describe.each(exercises.map((exercise) => [exercise.slug, exercise] as const))('%s', (_, exercise) => {
    test('gives its reference solution all points', async () => {
      const verdict = await grade(exercise, 'solution');

      expect(notPassed(verdict)).toEqual([]);
      expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1, passed: true } });
    });

    test('can import its starter, and does not pass it', async () => {
      const verdict = await grade(exercise, 'starter');

      expect(verdict).toMatchObject({ status: 'graded', score: { passed: false } });
    });

    test.each(exercise.wrongSolutions.map((wrong) => [wrong.name, wrong.failingTests] as const))(
      'catches %s by exactly the tests that it names',
      async (name, failingTests) => {
        const verdict = await grade(exercise, `wrong/${name}`);

        const named = verdict.cases
          .map(({ id }) => id)
          .filter((id) => failingTests.some((one) => one === id || one === id.split('[')[0]));
        expect(notPassed(verdict)).toEqual(named);
        expect(named).not.toEqual([]);
        expect(verdict.status).toBe('graded');
      },
    );
  });
});

const notPassed = ({ cases }: Verdict): readonly string[] =>
  cases.filter(({ status }) => status !== 'passed').map(({ id }) => id);

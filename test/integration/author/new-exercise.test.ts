import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExerciseKind, kindNames } from '../../../src/author/exercise-kinds.ts';
import { newExercise } from '../../../src/author/new-exercise.ts';
import { readExercise } from '../../../src/catalog/read-exercise.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import type { Submission } from '../../../src/model/submission.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { readSubmission } from '../../../src/submission/read-submission.ts';
import { type Bench, engineHere, openBench, submissionOf, titled } from '../grading/grading-bench.ts';

let bench: Bench;
let root = '';

describe.skipIf(engineHere === undefined)(titled('what "waymark new" writes'), () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'waymark-new-'));
    bench = await openBench();
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await rm(root, { recursive: true });
  });

  const grade = async (exercise: Exercise, submission: Submission): Promise<Verdict> =>
    (await bench.grade(exercise, submission)).verdict;

  test.each(kindNames)(
    '%s: the reference has all points, the starter fails, the wrong solution fails what it names',
    async (kind) => {
      const exercise = await written(kind);
      const part = (path: string): Promise<Submission> =>
        readSubmission(join(exercise.folder ?? '', path), { entry: exercise.entry });

      const reference = await grade(exercise, await part('solution'));
      expect(notPassed(reference)).toEqual([]);
      expect(reference).toMatchObject({ status: 'graded', score: { maximum: 10, fraction: 1 } });

      const starter = await grade(exercise, await part('starter'));
      expect(starter).toMatchObject({ status: 'graded', score: { passed: false } });

      const [wrong] = exercise.wrongSolutions;
      const verdict = await grade(exercise, await part(`wrong/${wrong?.name}`));
      const named = verdict.cases
        .map(({ id }) => id)
        .filter((id) => wrong?.failingTests.some((one) => one === id || one === id.split('[')[0]));
      expect(verdict.status).toBe('graded');
      expect(notPassed(verdict)).toEqual(named);
      expect(named).not.toEqual([]);
    },
  );

  const anyArguments = '(*arguments, **options)';
  test.each<readonly [ExerciseKind, (answer: string) => string]>([
    ['function', (answer) => `def shorten${anyArguments}: return ${answer}\n`],
    ['async', (answer) => `async def fetch_all${anyArguments}: return ${answer}\n`],
    ['growth', (answer) => `def longest_streak${anyArguments}: return ${answer}\n`],
    ['clock', (answer) => `def retry${anyArguments}: return ${answer}\n`],
    ['style', (answer) => `def parse_size${anyArguments}:\n    """Bytes."""\n    return ${answer}\n`],
    [
      'database',
      (answer) =>
        `class OutOfStock(Exception): ...\ndef take${anyArguments}: return ${answer}\ndef running_low${anyArguments}: return ${answer}\n`,
    ],
    ['program', (answer) => `print(${answer} or "", end="")\n`],
  ])('%s: one answer to everything earns next to nothing', async (kind, source) => {
    const exercise = await written(kind);

    const earned: Record<string, number | undefined> = {};
    for (const answer of ['None', 'True', '0', '1', '""', '[]']) {
      earned[answer] = (await grade(exercise, submissionOf(source(answer)))).score?.fraction;
    }

    expect(Object.entries(earned).filter(([, fraction]) => fraction === undefined || fraction > 0.15)).toEqual([]);
  });
});

async function written(kind: ExerciseKind): Promise<Exercise> {
  const area = await mkdtemp(join(root, 'catalogue-'));
  const { folder } = await newExercise({ area: 'python-language', slug: `my-${kind}`, kind }, area);
  return await readExercise(folder);
}

const notPassed = ({ cases }: Verdict): readonly string[] =>
  cases.filter(({ status }) => status !== 'passed').map(({ id }) => id);

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { readSubmission } from '../../src/submission/read-submission.ts';
import type { Bench } from '../bench.ts';
import { answerOf, gradeIn, openSession } from '../contestants/warm.ts';
import { type Spread, spreadOf } from '../statistics.ts';

const calls = 1000;

/** Milliseconds of one call by value, judge to sandbox and back: what a thousand more of them add to a warm grading, by a thousand. */
export async function measureBridgeCall(bench: Bench, rounds: number): Promise<Spread> {
  const few = await openCalls(1, bench);
  await using _few = few;
  const many = await openCalls(1 + calls, bench);
  await using _many = many;
  const each: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const short = await few.grade();
    each.push(((await many.grade()) - short) / calls);
  }
  return spreadOf(each);
}

async function openCalls(count: number, bench: Bench): Promise<AsyncDisposable & { grade(): Promise<number> }> {
  const folder = join(bench.tempFolder, `calls-${count}`);
  const solution = join(folder, 'solution');
  await mkdir(join(folder, 'hidden'), { recursive: true });
  await mkdir(solution);
  await writeFile(join(folder, 'exercise.json'), JSON.stringify({ slug: `calls-${count}`, title: 'Calls by value' }));
  await writeFile(join(folder, 'hidden', 'test_calls.py'), suite(count));
  await writeFile(join(solution, 'solution.py'), 'def double(number):\n    return 2 * number\n');
  const exercise = await readExercise(folder);
  const submission = await readSubmission(solution, { entry: exercise.entry });
  const { engine, images, signal } = bench;
  const session = openSession({ exercise, engine, images, signal, concurrency: 1 });
  const grade = async (): Promise<number> => {
    await engine.idle();
    const startedAt = performance.now();
    const { passed } = answerOf(await gradeIn(session, submission));
    if (passed !== 1) throw new Error(`The test with ${count} calls did not pass.`);
    return performance.now() - startedAt;
  };
  // The first collects the suite.
  await grade();
  return { grade, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
}

function suite(count: number): string {
  return `from solution import double


def test_calls():
    for number in range(${count}):
        assert double(number) == 2 * number
`;
}

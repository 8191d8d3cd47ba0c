/** A batch of gradings in a process of its own, so that its peak memory is the batch's. Prints one line of JSON. */
import { homedir } from 'node:os';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { openDockerEngine } from '../../src/engine/docker/open-docker-engine.ts';
import { findEngine } from '../../src/engine/find-engine.ts';
import { readSubmission } from '../../src/submission/read-submission.ts';
import { atOnce } from '../at-once.ts';
import { answerOf, gradeIn, openSession } from '../contestants/warm.ts';
import { machineCpuSeconds, peakMemoryBytes } from '../cpu-time.ts';
import { abortOnInterrupt } from '../interrupt.ts';
import { trackEngine } from '../tracked-engine.ts';
import type { BatchFacts, BatchOrder } from './batch.ts';

const order = JSON.parse(process.argv[2] ?? '') as BatchOrder;
const signal = abortOnInterrupt(() => {});
try {
  process.stdout.write(`${JSON.stringify(await runBatch(order, signal))}\n`);
} catch (error) {
  if (!signal.aborted) throw error;
}

async function runBatch(wanted: BatchOrder, signal: AbortSignal): Promise<BatchFacts> {
  const { count, concurrency, tests, images } = wanted;
  const exercise = await readExercise(wanted.exerciseFolder);
  const submission = await readSubmission(wanted.submission, { entry: exercise.entry });
  const address = await findEngine({ env: process.env, platform: process.platform, homedir: homedir() });
  await using engine = trackEngine(await openDockerEngine(address));
  const reference = async (name: string): Promise<string> => images[name] ?? name;

  const machineBefore = machineCpuSeconds();
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  let done = 0;
  {
    await using session = openSession({ exercise, engine, images: { reference }, signal, concurrency });
    await atOnce(count, concurrency, async () => {
      signal.throwIfAborted();
      if (performance.now() - startedAt > wanted.longestMs) return;
      const { passed } = answerOf(await gradeIn(session, submission));
      if (passed !== tests) throw new Error(`A grading came to ${passed} of ${tests} passed.`);
      done += 1;
    });
  }
  await engine.idle();

  const seconds = (performance.now() - startedAt) / 1000;
  const machineAfter = machineCpuSeconds();
  const own = process.cpuUsage(ownBefore);
  return {
    done,
    seconds,
    ...(machineBefore === undefined || machineAfter === undefined ? {} : { machineCpuSeconds: machineAfter - machineBefore }),
    ownCpuSeconds: (own.user + own.system) / 1e6,
    peakMemoryBytes: peakMemoryBytes(),
  };
}

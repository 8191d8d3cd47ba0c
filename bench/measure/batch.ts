import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { runProcess } from '../run-process.ts';
import type { Suite } from '../suites.ts';

/** What the child is told, as JSON. */
export interface BatchOrder {
  readonly exerciseFolder: string;
  readonly submission: string;
  readonly tests: number;
  /** Content tags by name. */
  readonly images: Readonly<Record<string, string>>;
  readonly count: number;
  readonly concurrency: number;
  /** No grading begins after that. */
  readonly longestMs: number;
}

/** What the child says, from the opening of the session until the last container is removed. */
export interface BatchFacts {
  /** Fewer than were asked for where the time was up. */
  readonly done: number;
  readonly seconds: number;
  /** Of the whole machine; absent where there is no /proc. */
  readonly machineCpuSeconds?: number;
  /** Of the orchestrator alone. */
  readonly ownCpuSeconds: number;
  /** Of the orchestrator. */
  readonly peakMemoryBytes: number;
}

export interface Batch extends BatchFacts {
  readonly count: number;
  readonly concurrency: number;
}

export interface BatchOptions {
  readonly suite: Suite;
  readonly bench: Bench;
  readonly counts: readonly number[];
  readonly levels: readonly number[];
}

const longestMs = 150_000;

/** Whole batches by Waymark, each in a process of its own. */
export async function measureBatches({ suite, bench, counts, levels }: BatchOptions): Promise<readonly Batch[]> {
  const { exerciseFolder, exercise, submissions, tests } = suite;
  const names = ['judge', exercise.image];
  const images = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await bench.images.reference(name)])));
  const batches: Batch[] = [];
  for (const count of counts) {
    for (const concurrency of levels) {
      bench.say(`A batch of ${count}, ${concurrency} at once`);
      const order = { exerciseFolder, submission: submissions.honest, tests, images, count, concurrency, longestMs };
      batches.push({ count, concurrency, ...(await runChild(order, bench.signal)) });
    }
  }
  return batches;
}

async function runChild(order: BatchOrder, signal: AbortSignal): Promise<BatchFacts> {
  const args = [join(import.meta.dirname, 'batch-child.ts'), JSON.stringify(order)];
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, args, { signal });
  if (exitCode !== 0) throw new Error(`The batch failed: ${stderr.trim().slice(-800)}`);
  return JSON.parse(stdout) as BatchFacts;
}

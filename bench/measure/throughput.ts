import { atOnce } from '../at-once.ts';
import type { Bench } from '../bench.ts';
import type { Contestant, ContestantName, OpenContestant } from '../contestants/contestant.ts';
import { machineCpuSeconds } from '../cpu-time.ts';
import { median } from '../statistics.ts';
import type { Suite } from '../suites.ts';
import { gradeAndCheck } from './check-answer.ts';
import { type Absent, tryOpen } from './try-open.ts';

export interface ThroughputOptions {
  readonly suite: Suite;
  readonly openers: Readonly<Partial<Record<ContestantName, OpenContestant>>>;
  readonly bench: Bench;
  readonly levels: readonly number[];
  /** Blocks of each contestant at each level. */
  readonly rounds: number;
  /** Gradings in a block. */
  readonly block: number;
  /** For one level: after that no further round of blocks begins. */
  readonly budgetMs: number;
}

/** What so many gradings at once came to. */
export interface ThroughputLevel {
  readonly concurrency: number;
  readonly contestants: readonly ContestantThroughput[];
  readonly absent: readonly Absent[];
}

export interface ContestantThroughput {
  readonly name: ContestantName;
  /** Median of the blocks. */
  readonly perSecond: number;
  readonly blocks: readonly number[];
  /** CPU time of the whole machine for one grading, median; absent where there is no /proc. */
  readonly cpuSecondsEach?: number;
}

/**
 * Gradings in a second at each level, in blocks that take turns. A block ends when everything it began is done and removed, and
 * what was kept ready is ready again: nobody is ahead by what was made before.
 */
export async function measureThroughput(options: ThroughputOptions): Promise<readonly ThroughputLevel[]> {
  const measured: ThroughputLevel[] = [];
  for (const concurrency of options.levels) {
    options.bench.say(`Throughput of ${concurrency} at once`);
    measured.push(await measureLevel(concurrency, options));
  }
  return measured;
}

async function measureLevel(
  concurrency: number,
  { suite, openers, bench, rounds, block, budgetMs }: ThroughputOptions,
): Promise<ThroughputLevel> {
  await using stack = new AsyncDisposableStack();
  const { ready, absent } = await tryOpen({ suite, openers, bench, concurrency, stack });
  const blocks = ready.map(({ name, contestant }) => ({ name, contestant, rates: [] as number[], cpu: [] as number[] }));
  const begun = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() - begun > budgetMs) break;
    for (const { contestant, rates, cpu } of blocks) {
      const { perSecond, cpuSecondsEach } = await runBlock(contestant, { suite, bench, concurrency, block });
      rates.push(perSecond);
      if (cpuSecondsEach !== undefined) cpu.push(cpuSecondsEach);
    }
  }
  return {
    concurrency,
    contestants: blocks.map(({ name, rates, cpu }) => ({
      name,
      perSecond: median(rates),
      blocks: rates,
      ...(cpu.length === 0 ? {} : { cpuSecondsEach: median(cpu) }),
    })),
    absent,
  };
}

async function runBlock(
  contestant: Contestant,
  { suite, bench, concurrency, block }: Pick<ThroughputOptions, 'suite' | 'bench' | 'block'> & { readonly concurrency: number },
): Promise<{ readonly perSecond: number; readonly cpuSecondsEach?: number }> {
  await bench.engine.idle();
  const cpuBefore = machineCpuSeconds();
  const startedAt = performance.now();
  await atOnce(block, concurrency, async () => {
    bench.signal.throwIfAborted();
    await gradeAndCheck(contestant, suite, 'honest');
  });
  await bench.engine.idle();
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuAfter = machineCpuSeconds();
  const cpu = cpuBefore === undefined || cpuAfter === undefined ? {} : { cpuSecondsEach: (cpuAfter - cpuBefore) / block };
  return { perSecond: block / seconds, ...cpu };
}

/** From one at once to one more than twice the cores; on large machines a few of them, the cores and twice the cores always among them. */
export function levelsFor(cores: number, most = 7): readonly number[] {
  const last = 2 * cores + 1;
  const step = Math.max(1, Math.ceil((last - 1) / (most - 1)));
  const even = Array.from({ length: Math.floor((last - 1) / step) + 1 }, (_, index) => 1 + index * step);
  return [...new Set([...even, cores, 2 * cores, last])].sort((one, other) => one - other);
}

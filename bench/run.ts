import type { Bench } from './bench.ts';
import { openersFor, openersForThroughput } from './contestants/all.ts';
import { describeMachine } from './machine.ts';
import { alternate } from './measure/alternate.ts';
import { measureBatches } from './measure/batch.ts';
import { measureBridgeCall } from './measure/bridge-call.ts';
import { measureCommands } from './measure/commands.ts';
import { levelsFor, measureThroughput } from './measure/throughput.ts';
import type { Options, Part } from './options.ts';
import { type Results, type SuiteResult, suiteResult } from './results.ts';
import { kinds, layOutSuite, type Size, sizes } from './suites.ts';

/** How much is measured. */
interface Extent {
  /** For the rounds of one suite; three times as much for the one that public graders take part in, of whom one is slow. */
  readonly suiteBudgetMs: number;
  /** Sizes of the suites of each kind. */
  readonly sizes: readonly Size[];
  /** Gradings in a block of throughput, and blocks of each contestant. */
  readonly block: number;
  readonly blockRounds: number;
  /** For the blocks of one level of concurrency. */
  readonly levelBudgetMs: number;
  /** Rounds of commands and calls. */
  readonly smallRounds: number;
}

const whole: Extent = { suiteBudgetMs: 40_000, sizes, block: 30, blockRounds: 3, levelBudgetMs: 50_000, smallRounds: 15 };
const quickly: Extent = { suiteBudgetMs: 5_000, sizes: [10], block: 8, blockRounds: 1, levelBudgetMs: 10_000, smallRounds: 5 };

/** Measures what was asked for, the short ones first. */
export async function run(options: Options, bench: Bench): Promise<Results> {
  const { only, quick, batch, rounds } = options;
  const extent = quick ? quickly : whole;
  const date = new Date().toISOString();
  const machine = await describeMachine(bench.engine);
  const { cores } = machine;
  const wants = (part: Part): boolean => only.includes(part);
  const suites = await measureSuites(options, extent, bench);
  const suite = await layOutSuite('by-value', 10, `${bench.tempFolder}/throughput`);
  const levels = quick ? [cores] : levelsFor(cores);
  const blocks = { rounds: extent.blockRounds, block: extent.block, budgetMs: extent.levelBudgetMs };
  const throughput = { suite, bench, openers: openersForThroughput, levels, ...blocks };
  const counts = [Math.max(1, Math.round(batch / 5)), batch];
  return {
    date,
    machine,
    options: { only, rounds, batch, quick },
    suites,
    ...(wants('commands') ? { commands: await measureCommands(bench, extent.smallRounds) } : {}),
    ...(wants('bridge') ? { bridgeCallMs: await measureBridgeCall(bench, extent.smallRounds) } : {}),
    ...(wants('throughput') ? { throughput: await measureThroughput(throughput) } : {}),
    ...(wants('batches')
      ? { batches: await measureBatches({ suite, bench, counts, levels: quick ? [cores] : [cores, 2 * cores] }) }
      : {}),
  };
}

async function measureSuites({ only, rounds }: Options, extent: Extent, bench: Bench): Promise<readonly SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const kind of kinds.filter((name) => only.includes(name))) {
    for (const tests of extent.sizes) {
      const suite = await layOutSuite(kind, tests, bench.tempFolder);
      bench.say(`Time of one grading: ${suite.name}`);
      const openers = openersFor(suite);
      const budgetMs = extent.suiteBudgetMs * (openers.otter === undefined ? 1 : 3);
      const times = await alternate({ suite, openers, bench, rounds, budgetMs });
      results.push(suiteResult(suite, times));
    }
  }
  return results;
}

import type { ContestantName } from './contestants/contestant.ts';
import type { Machine } from './machine.ts';
import type { SuiteTimes } from './measure/alternate.ts';
import type { Batch } from './measure/batch.ts';
import type { CommandTimes } from './measure/commands.ts';
import type { ThroughputLevel } from './measure/throughput.ts';
import type { Absent } from './measure/try-open.ts';
import { type Spread, spreadOf } from './statistics.ts';
import type { Kind, Size, Suite } from './suites.ts';

/** What a run found out, as the JSON file has it; `bench/README.md` describes it. What was not asked for is absent. */
export interface Results {
  /** When it began, ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly options: {
    readonly only: readonly string[];
    readonly rounds: number;
    readonly batch: number;
    readonly quick: boolean;
  };
  readonly suites: readonly SuiteResult[];
  readonly throughput?: readonly ThroughputLevel[];
  readonly batches?: readonly Batch[];
  readonly commands?: CommandTimes;
  readonly bridgeCallMs?: Spread;
}

export interface SuiteResult {
  readonly name: string;
  readonly kind: Kind;
  readonly tests: Size;
  readonly contestants: readonly ContestantResult[];
  readonly absent: readonly Absent[];
}

export interface ContestantResult {
  readonly name: ContestantName;
  /** Milliseconds. */
  readonly spread: Spread;
  /** Each round, in order. */
  readonly ms: readonly number[];
}

export function suiteResult({ name, kind, tests }: Suite, { times, absent }: SuiteTimes): SuiteResult {
  const contestants = times.map(({ contestant, ms }) => ({ name: contestant, spread: spreadOf(ms), ms }));
  return { name, kind, tests, contestants, absent };
}

/** Median in milliseconds; undefined where it was not measured. */
export function medianOf({ suites }: Pick<Results, 'suites'>, suite: string, contestant: ContestantName): number | undefined {
  return suites.find(({ name }) => name === suite)?.contestants.find(({ name }) => name === contestant)?.spread.median;
}

/** Gradings in a second; undefined where it was not measured. */
export function throughputOf(
  { throughput = [] }: Pick<Results, 'throughput'>,
  concurrency: number,
  contestant: ContestantName,
): number | undefined {
  const level = throughput.find((one) => one.concurrency === concurrency);
  return level?.contestants.find(({ name }) => name === contestant)?.perSecond;
}

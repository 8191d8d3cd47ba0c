import type { ContestantName } from './contestants/contestant.ts';
import type { Machine } from './machine.ts';
import type { Absent, SuiteTimes } from './measure/alternate.ts';
import { median, type Spread, spreadOf } from './statistics.ts';
import type { Kind, Size, Suite } from './suites.ts';

/** What a run found out, as the JSON file has it; `bench/README.md` describes it. What was not asked for is absent. */
export interface Results {
  readonly date: string;
  readonly machine: Machine;
  readonly options: Readonly<Record<string, unknown>>;
  readonly suites: readonly SuiteResult[];
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
  readonly ms: readonly number[];
}

export function suiteResult({ name, kind, tests }: Suite, { times, absent }: SuiteTimes): SuiteResult {
  const contestants = times.map(({ contestant, ms }) => ({ name: contestant, spread: spreadOf(ms), ms }));
  return { name, kind, tests, contestants, absent };
}

/** Median in milliseconds; undefined where it was not measured. */
export function medianOf(results: Pick<Results, 'suites'>, suite: string, contestant: ContestantName): number | undefined {
  const found = results.suites.find(({ name }) => name === suite)?.contestants.find(({ name }) => name === contestant);
  return found === undefined || found.ms.length === 0 ? undefined : median(found.ms);
}

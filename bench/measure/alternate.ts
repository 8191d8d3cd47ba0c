import type { Bench } from '../bench.ts';
import type { ContestantName, OpenContestant } from '../contestants/contestant.ts';
import type { Suite } from '../suites.ts';
import { gradeAndCheck } from './check-answer.ts';
import { type Absent, tryOpen } from './try-open.ts';

/** What one contestant took for a suite, round by round. */
export interface Times {
  readonly contestant: ContestantName;
  readonly ms: readonly number[];
}

export interface SuiteTimes {
  readonly times: readonly Times[];
  readonly absent: readonly Absent[];
}

export interface AlternateOptions {
  readonly suite: Suite;
  readonly openers: Readonly<Partial<Record<ContestantName, OpenContestant>>>;
  readonly bench: Bench;
  readonly rounds: number;
  /** No round begins after that, once there are three; after three times as much not even then. */
  readonly budgetMs: number;
}

const fewestRounds = 3;

/**
 * Times all contestants in turn, so that what else the machine does hits all alike, and begins each round with another one. Each is
 * checked before it is timed, and its answer again each time. Between two, Waymark's own background work is waited for.
 */
export async function alternate({ suite, openers, bench, rounds, budgetMs }: AlternateOptions): Promise<SuiteTimes> {
  await using stack = new AsyncDisposableStack();
  const opened = await tryOpen({ suite, openers, bench, stack });
  const ready = opened.ready.map((one) => ({ ...one, ms: [] as number[] }));

  const begun = performance.now();
  for (let round = 0; round < rounds; round++) {
    const spentMs = performance.now() - begun;
    if ((round >= fewestRounds && spentMs > budgetMs) || (round > 0 && spentMs > 3 * budgetMs)) break;
    for (const { contestant, ms } of rotated(ready, round)) {
      bench.signal.throwIfAborted();
      await bench.engine.idle();
      const startedAt = performance.now();
      await gradeAndCheck(contestant, suite, 'honest');
      ms.push(performance.now() - startedAt);
    }
  }
  return { times: ready.map(({ name, ms }) => ({ contestant: name, ms })), absent: opened.absent };
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

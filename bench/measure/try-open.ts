import { type Bench, NotPossibleError } from '../bench.ts';
import type { Contestant, ContestantName, OpenContestant } from '../contestants/contestant.ts';
import type { Suite } from '../suites.ts';
import { gradeAndCheck, WrongAnswerError } from './check-answer.ts';

/** One that was to be measured and was not, with the reason. */
export interface Absent {
  readonly contestant: ContestantName;
  readonly reason: string;
}

export interface Ready {
  readonly name: ContestantName;
  readonly contestant: Contestant;
}

export interface TryOpenOptions {
  readonly suite: Suite;
  readonly openers: Readonly<Partial<Record<ContestantName, OpenContestant>>>;
  readonly bench: Bench;
  readonly concurrency?: number;
  /** Owns those that are ready. */
  readonly stack: AsyncDisposableStack;
}

/** Makes contestants ready and looks whether they grade as they must: the broken submission fails, the honest one passes. */
export async function tryOpen(
  options: TryOpenOptions,
): Promise<{ readonly ready: readonly Ready[]; readonly absent: readonly Absent[] }> {
  const { suite, openers, bench, concurrency = 1, stack } = options;
  const ready: Ready[] = [];
  const absent: Absent[] = [];
  for (const [name, open] of Object.entries(openers) as [ContestantName, OpenContestant][]) {
    try {
      const contestant = stack.use(await open(suite, bench, concurrency));
      await gradeAndCheck(contestant, suite, 'broken');
      await gradeAndCheck(contestant, suite, 'honest');
      ready.push({ name, contestant });
    } catch (error) {
      bench.signal.throwIfAborted();
      const reason = reasonOf(error);
      absent.push({ contestant: name, reason });
      bench.say(`${suite.name}: ${name} is left out. ${reason}`);
    }
  }
  return { ready, absent };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotPossibleError || error instanceof WrongAnswerError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return `It failed: ${text.replace(/\s+/g, ' ')}`;
}

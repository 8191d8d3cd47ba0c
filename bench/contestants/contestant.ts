import type { Bench } from '../bench.ts';
import type { Candidate, Suite } from '../suites.ts';

/** How many tests of a suite a submission passed and how many it did not. */
export interface Answer {
  readonly passed: number;
  readonly failed: number;
}

/** Something that grades one suite, ready to be timed. */
export interface Contestant extends AsyncDisposable {
  /** Grades once. Undefined from one that does not grade. @throws when it gives no answer. */
  grade(candidate: Candidate): Promise<Answer | undefined>;
}

export const contestantNames = ['warm', 'cold', 'docker-pytest', 'bare-pytest', 'engine', 'check50', 'otter'] as const;
export type ContestantName = (typeof contestantNames)[number];

/** Makes a contestant ready for a suite and for so many gradings at once (default 1). @throws {NotPossibleError} where this machine or this kind cannot have it. */
export type OpenContestant = (suite: Suite, bench: Bench, concurrency?: number) => Promise<Contestant>;

/** One that keeps nothing open between two gradings. */
export function contestant(grade: Contestant['grade']): Contestant {
  return { grade, [Symbol.asyncDispose]: async () => {} };
}

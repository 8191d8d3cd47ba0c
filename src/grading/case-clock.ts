import type { Limits } from '../model/limits.ts';
import type { LimitEvidence } from '../model/verdict.ts';

/** How long the next answer of the sandbox may take, and whose limit that is. */
export interface Allowance {
  readonly timeMs: number;
  readonly evidence: (measuredMs: number) => LimitEvidence;
}

/**
 * The learner's time: it runs while the sandbox has a request, and stands still while the judge or we are at work.
 * This is the one place that owns the time limits.
 */
export class CaseClock {
  readonly #limits: Limits;
  #inCase = 0;
  #inGrading = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get caseTimeMs(): number {
    return this.#inCase;
  }

  get gradingTimeMs(): number {
    return this.#inGrading;
  }

  get isUsedUp(): boolean {
    return this.#inGrading >= this.#limits.gradingTimeMs;
  }

  /** What to say of tests that the grading's time did not reach. */
  get usedUp(): LimitEvidence {
    return { limit: 'gradingTimeMs', ceiling: this.#limits.gradingTimeMs };
  }

  beginCase(): void {
    this.#inCase = 0;
  }

  spend(ms: number): void {
    this.#inCase += ms;
    this.#inGrading += ms;
  }

  allowance(operation: 'begin' | 'use'): Allowance {
    const { loadTimeMs, testTimeMs, gradingTimeMs } = this.#limits;
    const limit = operation === 'begin' ? 'loadTimeMs' : 'testTimeMs';
    const ceiling = operation === 'begin' ? loadTimeMs : testTimeMs;
    const left = operation === 'begin' ? loadTimeMs : testTimeMs - this.#inCase;
    const leftInGrading = gradingTimeMs - this.#inGrading;
    // Measured times differ from run to run, and this goes into the part of a report that must not: the ceiling is what is told.
    return leftInGrading < left
      ? { timeMs: Math.max(leftInGrading, 1), evidence: () => this.usedUp }
      : { timeMs: Math.max(left, 1), evidence: () => ({ limit, ceiling }) };
  }
}

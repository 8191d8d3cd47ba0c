/** Where a grading's wall time went, in milliseconds by phase. */
export class Phases {
  readonly #startedAt: number;
  readonly #marks: Record<string, number> = {};
  #last: number;

  /** @param startedAt on the clock of `performance`. Default: now. */
  constructor(startedAt = performance.now()) {
    this.#startedAt = startedAt;
    this.#last = startedAt;
  }

  /** The phase that ends now; it began where the one before ended. */
  mark(name: string): void {
    const now = performance.now();
    this.#marks[name] = now - this.#last;
    this.#last = now;
  }

  get all(): Readonly<Record<string, number>> {
    return { ...this.#marks };
  }

  get total(): number {
    return performance.now() - this.#startedAt;
  }
}

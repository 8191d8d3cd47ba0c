/** What the wire between a source and a service is like. */
export interface LinkConditions {
  /** `cut`: connections break and new ones are refused. `hung`: nothing gets through, and nothing says so. */
  readonly wire: 'up' | 'cut' | 'hung';
  /** Each way takes so much longer, in milliseconds. */
  readonly delayMs: number;
}

interface Waiting {
  /** Not before this, as `performance.now()` counts. */
  readonly due: number;
  readonly deliver: () => void;
}

/** One direction of a connection: delivers in order, later or not at all while the wire is bad. */
export class DelayLine {
  readonly #queue: Waiting[] = [];
  #conditions: LinkConditions;
  #timer: NodeJS.Timeout | undefined;

  constructor(conditions: LinkConditions) {
    this.#conditions = conditions;
  }

  push(deliver: () => void): void {
    const { wire, delayMs } = this.#conditions;
    if (wire === 'up' && delayMs === 0 && this.#queue.length === 0) {
      deliver();
      return;
    }
    this.#queue.push({ due: performance.now() + delayMs, deliver });
    this.#pump();
  }

  setConditions(conditions: LinkConditions): void {
    this.#conditions = conditions;
    this.#pump();
  }

  /** What is under way is lost. */
  drop(): void {
    this.#queue.length = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#conditions.wire !== 'hung') {
      const [first] = this.#queue;
      if (first === undefined) {
        return;
      }
      const left = first.due - performance.now();
      if (left > 0) {
        // A wire that is still slow when everything else has ended must not keep the process alive.
        this.#timer = setTimeout(() => this.#pump(), left).unref();
        return;
      }
      this.#queue.shift();
      first.deliver();
    }
  }
}

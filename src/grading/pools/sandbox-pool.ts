import { Sandbox } from '../../bridge/sandbox.ts';
import type { ContainerProvider, ContainerSpec } from '../../engine/container.ts';
import type { Limits } from '../../model/limits.ts';
import type { SourceFile } from '../../model/submission.ts';

/** A sandbox that nobody took for so long is given up, and so is its place until somebody asks again. */
const idleMs = 60_000;

export interface SandboxPoolOptions {
  readonly containers: ContainerProvider;
  readonly spec: ContainerSpec;
  /** Sources whose imports a waiting sandbox may carry out. */
  readonly starter: Promise<readonly SourceFile[]>;
  /** The most that wait. 0: none does, and each is started when it is asked for. */
  readonly most: number;
  /** Takes work that nobody waits for. */
  readonly later: (work: Promise<void>) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sandboxes that have started and wait for their submission. As many wait as were at work at once lately, up to `most`; without
 * demand all are given up. A sandbox that was taken never comes back.
 */
export class SandboxPool implements AsyncDisposable {
  readonly #options: SandboxPoolOptions;
  readonly #waiting: Promise<Sandbox>[] = [];
  /** Gradings under way. */
  #busy = 0;
  /** The most that were under way at once since the pool was last idle. */
  #demand = 0;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SandboxPoolOptions) {
    this.#options = options;
  }

  /** A grading begins, and ends when what it gives is disposed of: so many sandboxes will be asked for again. */
  enter(): Disposable {
    this.#busy += 1;
    this.#demand = Math.max(this.#demand, this.#busy);
    return {
      [Symbol.dispose]: () => {
        this.#busy -= 1;
      },
    };
  }

  /** One that is ready, or the next to be. @throws {EngineError} */
  async take(): Promise<Sandbox> {
    for (let opening = this.#waiting.shift(); opening !== undefined; opening = this.#waiting.shift()) {
      this.#refill();
      // What failed, or ended while it waited, has seen no submission: it is no news to anybody.
      const sandbox = await opening.catch(() => undefined);
      if (sandbox?.isLost === false) {
        return sandbox;
      }
      this.#options.later(dispose(opening));
    }
    const opening = this.#open();
    this.#refill();
    return await opening;
  }

  #refill(): void {
    if (this.#isClosed) {
      return;
    }
    const wanted = Math.min(this.#demand, this.#options.most);
    while (this.#waiting.length < wanted) {
      const opening = this.#open();
      // Looked at by who takes it; until then a failure must not count as unhandled.
      opening.catch(() => undefined);
      this.#waiting.push(opening);
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#giveUp(), idleMs);
    this.#idle.unref();
  }

  #giveUp(): void {
    this.#demand = this.#busy;
    for (const opening of this.#waiting.splice(0)) {
      this.#options.later(dispose(opening));
    }
  }

  async #open(): Promise<Sandbox> {
    const { containers, spec, starter, signal } = this.#options;
    const sources = await starter;
    return Sandbox.start(await containers.open(spec, signal === undefined ? {} : { signal }), sources);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    await Promise.all(this.#waiting.splice(0).map(dispose));
  }
}

/** How many may wait on a host with so much memory (bytes, 0 for unknown): together they may take a quarter of it. */
export function mostWaiting(wanted: number, { memoryBytes }: Limits, hostMemoryBytes: number): number {
  return hostMemoryBytes > 0 ? Math.min(wanted, Math.max(1, Math.floor(hostMemoryBytes / 4 / memoryBytes))) : wanted;
}

async function dispose(opening: Promise<Sandbox>): Promise<void> {
  const sandbox = await opening.catch(() => undefined);
  await sandbox?.[Symbol.asyncDispose]();
}

import { Sandbox } from '../bridge/sandbox.ts';
import type { ContainerLimits, ContainerProvider } from '../engine/container.ts';
import type { Limits } from '../model/limits.ts';
import type { Submission } from '../model/submission.ts';

/** Memory and processes the agent itself needs beside the submission's. */
const agent = { memoryBytes: 16 * 1024 * 1024, processes: 3 } as const;

export interface SupplyOptions {
  readonly containers: ContainerProvider;
  readonly image: string;
  readonly submission: Submission;
  readonly limits: Limits;
  /** Services beside it, once they are ready: the container whose network it shares, and what the submission is told of them. */
  readonly beside?: Promise<SandboxSurroundings>;
  /** Added to the environment of the interpreter itself. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface SandboxSurroundings {
  readonly gateId: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The sandboxes of one grading: one at a time, a fresh one when a test has cost the last its life. */
export class SandboxSupply implements AsyncDisposable {
  readonly #options: SupplyOptions;
  readonly #removals: Promise<void>[] = [];
  #current: Promise<Sandbox> | undefined;
  #count = 0;

  constructor(options: SupplyOptions) {
    this.#options = options;
  }

  /** How many sandboxes this grading has used up. */
  get count(): number {
    return this.#count;
  }

  /**
   * A living sandbox with the submission in it; `isFresh`: one that no test has used, because what ran in it would show. It is
   * never opened ahead: how long it had waited would show, too.
   * @throws {EngineError}
   */
  async take({ isFresh = false } = {}): Promise<Sandbox> {
    const current = await this.#current;
    if (current !== undefined && !current.isLost && !isFresh) {
      return current;
    }
    if (current !== undefined) {
      this.#removals.push(current[Symbol.asyncDispose]());
    }
    this.#count += 1;
    this.#current = this.#open();
    return this.#current;
  }

  /** The sandbox at hand, lost or not; undefined before the first. */
  async current(): Promise<Sandbox | undefined> {
    return this.#current;
  }

  async #open(): Promise<Sandbox> {
    const { containers, image, submission, limits, environment, signal } = this.#options;
    const beside = await this.#options.beside;
    const network = beside === undefined ? {} : { networkOf: beside.gateId };
    const container = await containers.open(
      {
        role: 'sandbox',
        image,
        limits: containerLimits(limits),
        ...(environment === undefined ? {} : { environment }),
        ...network,
      },
      signal === undefined ? {} : { signal },
    );
    return Sandbox.load(container, submission, limits, beside?.environment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const current = await this.#current?.catch(() => undefined);
    await Promise.all([...this.#removals, current?.[Symbol.asyncDispose]()]);
  }
}

function containerLimits(limits: Limits): ContainerLimits {
  const { cpus, openFiles, fileBytes, diskBytes, diskEntries } = limits;
  return {
    memoryBytes: limits.memoryBytes + agent.memoryBytes,
    processes: limits.processes + agent.processes,
    cpus,
    openFiles,
    fileBytes,
    diskBytes,
    diskEntries,
  };
}

import { Sandbox } from '../bridge/sandbox.ts';
import type { ContainerLimits, ContainerProvider, ContainerSpec } from '../engine/container.ts';
import type { Limits } from '../model/limits.ts';
import type { SourceFile, Submission } from '../model/submission.ts';
import type { SandboxPool } from './pools/sandbox-pool.ts';

/** Memory and processes the agent itself needs beside the submission's. */
const agent = { memoryBytes: 16 * 1024 * 1024, processes: 3 } as const;

export interface SupplyOptions {
  readonly containers: ContainerProvider;
  /** Where the first sandbox may be waiting. Default: it is started now, as are all others. */
  readonly pool?: SandboxPool | undefined;
  /** Sources whose imports a sandbox may carry out before it has the submission. Default: none. */
  readonly starter?: Promise<readonly SourceFile[]>;
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
   * A living sandbox with the submission in it; `isFresh`: one that no test has used, because what ran in it would show. Such a
   * one never comes from the pool: how long it had waited would show, too.
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
    this.#current = this.#load(isFresh ? undefined : this.#options.pool);
    return this.#current;
  }

  /** The sandbox at hand, lost or not; undefined before the first. */
  async current(): Promise<Sandbox | undefined> {
    return this.#current;
  }

  async #load(pool: SandboxPool | undefined): Promise<Sandbox> {
    const { submission, limits } = this.#options;
    const beside = await this.#options.beside;
    const sandbox = pool === undefined ? await this.#start(beside) : await pool.take();
    await sandbox.load(submission, limits, beside?.environment);
    return sandbox;
  }

  async #start(beside: SandboxSurroundings | undefined): Promise<Sandbox> {
    const { containers, image, limits, environment, starter, signal } = this.#options;
    const network = beside === undefined ? {} : { networkOf: beside.gateId };
    const spec = { ...sandboxSpec(image, limits, environment), ...network };
    const sources = await starter;
    return Sandbox.start(await containers.open(spec, signal === undefined ? {} : { signal }), sources);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const current = await this.#current?.catch(() => undefined);
    await Promise.all([...this.#removals, current?.[Symbol.asyncDispose]()]);
  }
}

/** A sandbox for submissions under these limits. */
export function sandboxSpec(image: string, limits: Limits, environment?: Readonly<Record<string, string>>): ContainerSpec {
  return { role: 'sandbox', image, limits: containerLimits(limits), ...(environment === undefined ? {} : { environment }) };
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

import type { Readable, Writable } from 'node:stream';

/** How a container ended, as the engine saw it from outside. */
export interface ContainerExit {
  readonly exitCode: number;
  /** The kernel killed something in it for memory; says nothing about which process. */
  readonly oomKilled: boolean;
}

/** What the container is for: decides its user, its labels and its hardening. */
export type ContainerRole = 'judge' | 'sandbox' | 'holder' | 'gate' | 'service' | 'tool';

/** Ceilings the engine enforces on the whole container. */
export interface ContainerLimits {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
  readonly openFiles: number;
  readonly fileBytes: number;
  /** Size and entries of `/tmp` and of the working folder `/work`, each. */
  readonly diskBytes: number;
  readonly diskEntries: number;
}

export interface ContainerSpec {
  readonly role: ContainerRole;
  /** Reference of an image that is on the engine; digest or content tag. */
  readonly image: string;
  readonly limits: ContainerLimits;
  /** Id of a running container whose network namespace it shares. Default: one of its own, with a loopback and nothing else. */
  readonly networkOf?: string;
  /** Added to the environment that the image gives. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A started, hardened, network-less container with its streams attached. Its entry point comes from the image.
 * Disposing kills and removes it; "already gone" is success, and disposing never throws.
 */
export interface Container extends AsyncDisposable {
  readonly id: string;
  readonly stdin: Writable;
  /** Bytes of stdout, demultiplexed. Ends when the container does or the connection breaks. */
  readonly stdout: Readable;
  /** Last bytes of stderr, for logs about our own faults; never for a learner's report. */
  stderrTail(): string;
  /** Settles once, never rejects: `undefined` when the engine no longer knows. */
  readonly exited: Promise<ContainerExit | undefined>;
  /** SIGKILL to the whole container. "Already gone" is success. */
  kill(): Promise<void>;
}

/** Hands out containers. That one sandbox is one container is the provider's decision. */
export interface ContainerProvider {
  /** @throws {EngineError} when the engine cannot give one. */
  open(spec: ContainerSpec, options?: { readonly signal?: AbortSignal }): Promise<Container>;
}

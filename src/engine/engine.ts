import type { ContainerProvider } from './container.ts';
import type { EngineImages } from './engine-images.ts';

/** What the engine says about itself; fields an engine leaves out are `unknown`, 0 or empty. */
export interface EngineInfo {
  /** `Docker Engine`, `Podman`, `Docker Desktop`. */
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  /** As the kernel names it: `x86_64`, `aarch64`. */
  readonly architecture: string;
  readonly kernel: string;
  /** `1` or `2`. */
  readonly cgroupVersion: string;
  readonly runtimes: readonly string[];
  /** The one containers get where none is asked for, e.g. `runc`. */
  readonly defaultRuntime: string;
  /** e.g. `name=seccomp,profile=default`, `name=rootless`. */
  readonly securityOptions: readonly string[];
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Limits the engine can enforce on this host. A false one means that a submission could exceed it. */
  readonly enforces: { readonly memory: boolean; readonly swap: boolean; readonly processes: boolean; readonly cpu: boolean };
  /** The engine's own warnings. */
  readonly warnings: readonly string[];
}

/** A container engine we are connected to. Closing it removes every container it opened and that is still there. */
export interface Engine extends ContainerProvider, AsyncDisposable {
  readonly images: EngineImages;
  /** The OCI runtime asked for; undefined for the engine's own. */
  readonly runtime: string | undefined;
  /** Work nobody has to wait for, such as removing a container; `close` waits for it. It must not reject. */
  later(work: Promise<void>): void;
  /** @throws {EngineError} */
  info(): Promise<EngineInfo>;
  /** @throws {EngineUnreachableError} when it does not answer within 10 s. */
  ping(): Promise<void>;
  /**
   * Removes containers that orchestrators which are surely gone left behind, and no others.
   * @returns how many.
   * @throws {EngineError}
   */
  sweep(): Promise<number>;
  /** Removes everything still open. Never throws; opening afterwards is an EngineFailedError. */
  close(): Promise<void>;
}

import type Docker from 'dockerode';
import type { ContainerCreateOptions } from 'dockerode';
import type { Container, ContainerExit } from '../container.ts';
import type { EngineAddress } from '../engine-address.ts';
import type { AttachedStreams } from './attach.ts';
import { attach } from './attach.ts';
import { inTime } from './in-time.ts';
import { removeContainer } from './remove-container.ts';
import { toEngineError } from './to-engine-error.ts';

/** How long a killed container's output may take to be read before we stop waiting for the reader. */
const drainMs = 500;

export interface OpenContainerOptions {
  /** For messages: `sandbox`, `judge`. */
  readonly role: string;
  readonly image: string;
  readonly settings: ContainerCreateOptions;
  /** How long the engine may take for one request. */
  readonly answerTimeMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Creates, attaches, starts, in this order: attached later, the first bytes could be lost.
 * Whatever goes wrong on the way, abort included, no container stays behind.
 *
 * The signal is looked at between the steps and never cuts a request: a create whose answer nobody reads would leave
 * a container whose id nobody knows.
 */
export async function openContainer(docker: Docker, address: EngineAddress, options: OpenContainerOptions): Promise<Container> {
  const { role, image, settings, answerTimeMs: timeMs, signal } = options;
  signal?.throwIfAborted();
  const id = await inTime(createContainer(docker, settings), {
    doing: `create a ${role}`,
    timeMs,
    late: (late) => removeContainer(docker, late),
  }).catch((error) => {
    throw toEngineError(error, `create a ${role}`, image);
  });
  let streams: AttachedStreams | undefined;
  try {
    signal?.throwIfAborted();
    streams = await inTime(attach(address, id), {
      doing: `attach to a ${role}`,
      timeMs,
      late: async (late) => late.close(),
    });
    signal?.throwIfAborted();
    await inTime(docker.getContainer(id).start(), { doing: `start a ${role}`, timeMs });
    signal?.throwIfAborted();
    return new DockerContainer(docker, id, streams);
  } catch (error) {
    streams?.close();
    // An engine that hangs is not waited for; what it does later still counts.
    await inTime(removeContainer(docker, id), { doing: `remove a ${role}`, timeMs }).catch(() => undefined);
    throw signal?.aborted ? signal.reason : toEngineError(error, `start a ${role}`);
  }
}

async function createContainer(docker: Docker, settings: ContainerCreateOptions): Promise<string> {
  // Without the two, dockerode repeats the whole body, seccomp profile and all, in the URL.
  const request: ContainerCreateOptions & { readonly _query: object; readonly _body: object } = { _query: {}, _body: settings };
  const { id } = await docker.createContainer(request);
  return id;
}

class DockerContainer implements Container {
  readonly id: string;
  readonly stdin: AttachedStreams['stdin'];
  readonly stdout: AttachedStreams['stdout'];
  readonly exited: Promise<ContainerExit | undefined>;
  readonly #docker: Docker;
  readonly #streams: AttachedStreams;
  #removal: Promise<boolean> | undefined;

  constructor(docker: Docker, id: string, streams: AttachedStreams) {
    this.#docker = docker;
    this.#streams = streams;
    this.id = id;
    this.stdin = streams.stdin;
    this.stdout = streams.stdout;
    this.exited = waitForExit(docker, id);
  }

  stderrTail(): string {
    return this.#streams.stderrTail();
  }

  async kill(): Promise<void> {
    // An engine that cannot get rid of the output does not notice the end (seen with Docker 20.10): where nobody
    // reads, the connection has to go. Not at once, so that the last bytes still come to somebody who does.
    const cut = setTimeout(() => this.#streams.close(), drainMs);
    try {
      await this.#docker.getContainer(this.id).kill({ signal: 'SIGKILL' });
    } catch {
      // Gone, or not running: what we wanted. An engine that fails here fails again at the removal, which always follows.
    } finally {
      clearTimeout(cut);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#streams.close();
    this.#removal ??= removeContainer(this.#docker, this.id);
    await this.#removal;
  }
}

async function waitForExit(docker: Docker, id: string): Promise<ContainerExit | undefined> {
  try {
    const container = docker.getContainer(id);
    // The answer of `wait` tells that it ended; everything about how comes from one inspect, so that it fits together.
    await container.wait();
    const { State: state } = await container.inspect();
    return { exitCode: state.ExitCode, oomKilled: state.OOMKilled === true };
  } catch {
    return undefined;
  }
}

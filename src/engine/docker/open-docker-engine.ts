import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { DockerOptions } from 'dockerode';
import type { Container, ContainerSpec } from '../container.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import type { EngineAddress } from '../engine-address.ts';
import { formatAddress, tlsFiles } from '../engine-address.ts';
import { EngineFailedError, EngineUnreachableError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';
import { packageRoot } from '../package-root.ts';
import { pingEngine } from '../ping-engine.ts';
import { withDisposal } from '../with-disposal.ts';
import { containerSettings } from './container-settings.ts';
import { createDockerImages } from './docker-images.ts';
import { readEngineInfo } from './engine-info.ts';
import { openContainer } from './open-container.ts';
import { containerLabels, currentOwner } from './owner.ts';
import { sweep } from './sweep.ts';
import { toEngineError } from './to-engine-error.ts';

export interface OpenDockerEngineOptions {
  /** OCI runtime for judge and sandbox, e.g. `runsc`. Default: the engine's own. */
  readonly runtime?: string;
  /** How long the engine may take to create a container, to attach to it or to start it. Default: two minutes. */
  readonly answerTimeMs?: number;
}

/** A busy engine takes seconds. */
const defaultAnswerTimeMs = 120_000;

/** Connects to a Docker-compatible engine. Nothing is asked of it yet; `ping` does. */
export async function openDockerEngine(address: EngineAddress, options: OpenDockerEngineOptions = {}): Promise<Engine> {
  // Loaded here: it takes a good part of a command's start, and many commands need no engine.
  const { default: Client } = await import('dockerode');
  const seccomp = await readSeccompProfile();
  return new DockerEngine(new Client(clientOptions(address)), address, seccomp, options);
}

class DockerEngine implements Engine {
  readonly images: EngineImages;
  readonly #docker: Docker;
  readonly #address: EngineAddress;
  readonly #seccomp: string;
  readonly #answerTimeMs: number;
  readonly runtime: string | undefined;
  readonly #owner = currentOwner();
  /** Opened or being opened, and not yet disposed of. */
  readonly #open = new Set<Promise<Container>>();
  readonly #later = new Set<Promise<void>>();
  #isClosed = false;

  constructor(docker: Docker, address: EngineAddress, seccomp: string, options: OpenDockerEngineOptions) {
    this.#docker = docker;
    this.#address = address;
    this.#seccomp = seccomp;
    this.runtime = options.runtime;
    this.#answerTimeMs = options.answerTimeMs ?? defaultAnswerTimeMs;
    this.images = createDockerImages(docker);
  }

  async open(spec: ContainerSpec, options: { readonly signal?: AbortSignal } = {}): Promise<Container> {
    if (this.#isClosed) throw new EngineFailedError(`A ${spec.role} was asked for after the engine had been closed.`);
    const labels = containerLabels(spec.role, this.#owner);
    const runtime = this.runtime === undefined ? {} : { runtime: this.runtime };
    const settings = containerSettings(spec, { seccomp: this.#seccomp, labels, ...runtime });
    const opening = openContainer(this.#docker, this.#address, {
      role: spec.role,
      image: spec.image,
      settings,
      answerTimeMs: this.#answerTimeMs,
      ...options,
    });
    this.#open.add(opening);
    try {
      const container = await opening;
      return withDisposal(container, async () => {
        await container[Symbol.asyncDispose]();
        this.#open.delete(opening);
      });
    } catch (error) {
      this.#open.delete(opening);
      throw error;
    }
  }

  later(work: Promise<void>): void {
    this.#later.add(work);
    void work.finally(() => this.#later.delete(work));
  }

  info(): Promise<EngineInfo> {
    return readEngineInfo(this.#docker).catch((error) => {
      throw toEngineError(error, 'describe itself');
    });
  }

  async ping(): Promise<void> {
    const fault = await pingEngine(this.#address);
    if (fault === undefined) return;
    throw new EngineUnreachableError(`No container engine answers at ${formatAddress(this.#address)}: ${fault.message}`, {
      cause: fault,
      next: 'Start the engine, then try again.',
    });
  }

  sweep(): Promise<number> {
    return sweep(this.#docker).catch((error) => {
      throw toEngineError(error, 'list the containers that were left behind');
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const opened = await Promise.allSettled(this.#open);
    await Promise.all([
      ...this.#later,
      ...opened.map((result) => (result.status === 'fulfilled' ? result.value[Symbol.asyncDispose]() : undefined)),
    ]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function readSeccompProfile(): Promise<string> {
  const text = await readFile(join(packageRoot(), 'runner-images', 'seccomp.json'), 'utf8');
  const profile: unknown = JSON.parse(text);
  return JSON.stringify(profile);
}

/** Every field is given, `undefined` too: dockerode would fill what is missing from DOCKER_HOST and its kin. */
function clientOptions(address: EngineAddress): DockerOptions & { readonly agent?: Agent } {
  if (address.kind === 'socket') return { host: undefined, port: undefined, protocol: 'http', socketPath: address.path };
  const { host, port, tls } = address;
  if (tls === undefined) return { host, port, protocol: 'http', socketPath: undefined };
  const agent = new Agent({ rejectUnauthorized: tls.verify, keepAlive: true });
  return { host, port, protocol: 'https', socketPath: undefined, ...tlsFiles(tls), agent };
}

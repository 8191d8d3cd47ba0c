import type { Frame } from '../bridge/frame.ts';
import { FramedContainer } from '../bridge/framed-container.ts';
import type { Container, ContainerLimits } from '../engine/container.ts';
import { withDeadline } from '../engine/with-deadline.ts';
import { ServiceFailedError } from './services-errors.ts';

const MiB = 1024 * 1024;
const answerTimeMs = 30_000;

export const gateLimits: ContainerLimits = {
  memoryBytes: 192 * MiB,
  cpus: 1,
  processes: 8,
  openFiles: 1024,
  fileBytes: MiB,
  diskBytes: MiB,
  diskEntries: 64,
};

/** The container whose network the sandbox shares: it listens there on the services' ports. See `runner-images/gate`. */
export class Gate implements AsyncDisposable {
  readonly id: string;
  readonly #container: FramedContainer;
  readonly #onLink: (frame: Frame) => void;
  readonly #up = Promise.withResolvers<void>();
  /** By port: several services may be put back at the same time. */
  readonly #waiting = new Map<number, (isListening: boolean) => void>();

  constructor(container: Container, onLink: (frame: Frame) => void) {
    this.id = container.id;
    this.#onLink = onLink;
    this.#container = new FramedContainer(container, (frame) => {
      this.#hear(frame);
    });
  }

  /** @throws {ServiceFailedError} when its container has ended. */
  assertAlive(): void {
    if (this.#container.end !== undefined) {
      throw failure(this.#container.end);
    }
  }

  send(header: object, body?: Buffer): void {
    this.#container.send(header, body);
  }

  /** @throws {ServiceFailedError} when it does not come up. */
  async ready(): Promise<void> {
    await this.#inTime(this.#up.promise.then(() => true));
  }

  /**
   * Listens on a port.
   * @returns false where the submission has taken it, after the service behind it had been stopped.
   */
  async listen(port: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting.set(port, resolve);
    this.#container.send({ t: 'listen', port });
    return this.#inTime(promise);
  }

  /** Connections to the port are refused from now on. */
  refuse(port: number): void {
    this.#container.send({ t: 'refuse', port });
  }

  async #inTime(answer: Promise<boolean>): Promise<boolean> {
    const ended = this.#container.ended.then((why) => ({ why }));
    const result = await withDeadline(Promise.race([answer, ended]), answerTimeMs);
    if (typeof result === 'boolean') {
      return result;
    }
    throw failure(result?.why ?? 'it does not answer');
  }

  #hear(frame: Frame): void {
    switch (frame.header['t']) {
      case 'link':
        this.#onLink(frame);
        return;
      case 'ready':
        this.#up.resolve();
        return;
      case 'listening':
        this.#waiting.get(Number(frame.header['port']))?.(frame.header['ok'] === true);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

function failure(why: string): ServiceFailedError {
  return new ServiceFailedError(`The gate to the services failed: ${why}.`, {
    next: 'Grade again; if it stays so, run "waymark doctor".',
  });
}

import { SandboxFailedError } from '../../bridge/bridge-errors.ts';
import type { Frame } from '../../bridge/frame.ts';
import { FramedContainer } from '../../bridge/framed-container.ts';
import type { Container, ContainerLimits, ContainerProvider } from '../../engine/container.ts';
import { withDeadline } from '../../engine/with-deadline.ts';

const MiB = 1024 * 1024;
const answerTimeMs = 10_000;

/** What an agent needs that never sees a submission. */
const holderLimits: ContainerLimits = {
  memoryBytes: 64 * MiB,
  cpus: 0.5,
  processes: 4,
  openFiles: 64,
  fileBytes: MiB,
  diskBytes: MiB,
  diskEntries: 64,
};

/**
 * A parked container whose network, a loopback and nothing else, a sandbox can have: the engine needs half of a container's
 * start to make one. Its agent says whether a network is still as new.
 */
export class NetworkHolder implements AsyncDisposable {
  readonly id: string;
  readonly openedAt = performance.now();
  readonly #container: FramedContainer;
  #answer: ((isUsed: boolean) => void) | undefined;

  private constructor(container: Container) {
    this.id = container.id;
    this.#container = new FramedContainer(container, (frame) => {
      this.#hear(frame);
    });
  }

  /**
   * @returns one whose network has been looked at, so that every use shows.
   * @throws {EngineError} also when it does not say: what had happened by then would never show.
   */
  static async open(containers: ContainerProvider, image: string, signal?: AbortSignal): Promise<NetworkHolder> {
    const holder = new NetworkHolder(
      await containers.open({ role: 'holder', image, limits: holderLimits }, signal === undefined ? {} : { signal }),
    );
    if (!(await holder.isUnused())) {
      await holder[Symbol.asyncDispose]();
      throw new SandboxFailedError('The holder of a network does not say what happens in it.', {
        next: 'Run "waymark doctor", then grade again.',
      });
    }
    return holder;
  }

  get isAlive(): boolean {
    return this.#container.end === undefined;
  }

  /** Whether nothing was sent, opened or refused in its network so far; false when it does not say. */
  async isUnused(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#answer = resolve;
    this.#container.send({ t: 'network' });
    const ended = this.#container.ended.then(() => true);
    return (await withDeadline(Promise.race([promise, ended]), answerTimeMs)) === false;
  }

  #hear({ header }: Frame): void {
    if (header['t'] === 'network') {
      this.#answer?.(header['used'] !== false);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

import type { Container, ContainerProvider, ContainerSpec } from '../../engine/container.ts';
import { withDisposal } from '../../engine/with-disposal.ts';
import { NetworkHolder } from './network-holder.ts';

/** A holder is replaced after this time. */
const holderLifeMs = 10 * 60_000;

export interface HeldNetworksOptions {
  readonly containers: ContainerProvider;
  /** Of the holders: the sandbox's. */
  readonly image: string;
  /** Takes work that nobody waits for. */
  readonly later: (work: Promise<void>) => void;
  readonly signal?: AbortSignal;
}

/**
 * Opens sandboxes in networks that are held ready. A network is one sandbox's at a time, and goes on to another only after
 * the first is gone and when nothing in it tells that it was ever used: no connection, no counter, no socket.
 */
export class HeldNetworks implements ContainerProvider, AsyncDisposable {
  readonly #options: HeldNetworksOptions;
  readonly #idle: NetworkHolder[] = [];
  readonly #holders = new Set<NetworkHolder>();
  #isClosed = false;

  constructor(options: HeldNetworksOptions) {
    this.#options = options;
  }

  async open(spec: ContainerSpec, options: { readonly signal?: AbortSignal } = {}): Promise<Container> {
    const holder = await this.#take();
    try {
      const container = await this.#options.containers.open({ ...spec, networkOf: holder.id }, options);
      return this.#givenBack(container, holder);
    } catch (error) {
      this.#drop(holder);
      throw error;
    }
  }

  async #take(): Promise<NetworkHolder> {
    for (;;) {
      const holder = this.#idle.pop();
      if (holder === undefined) {
        const { containers, image, signal } = this.#options;
        const opened = await NetworkHolder.open(containers, image, signal);
        this.#holders.add(opened);
        return opened;
      }
      if (holder.isAlive) {
        return holder;
      }
      this.#drop(holder);
    }
  }

  #givenBack(container: Container, holder: NetworkHolder): Container {
    let removal: Promise<void> | undefined;
    const remove = async (): Promise<void> => {
      await container[Symbol.asyncDispose]();
      this.#options.later(this.#takeBack(holder));
    };
    return withDisposal(container, () => {
      removal ??= remove();
      return removal;
    });
  }

  async #takeBack(holder: NetworkHolder): Promise<void> {
    const isOld = performance.now() - holder.openedAt > holderLifeMs;
    if (!this.#isClosed && !isOld && (await holder.isUnused()) && !this.#isClosed) {
      this.#idle.push(holder);
    } else {
      this.#drop(holder);
    }
  }

  #drop(holder: NetworkHolder): void {
    this.#holders.delete(holder);
    this.#options.later(holder[Symbol.asyncDispose]());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#holders].map((holder) => holder[Symbol.asyncDispose]()));
  }
}

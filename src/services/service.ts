import type { Frame } from '../bridge/frame.ts';
import { FramedContainer } from '../bridge/framed-container.ts';
import type { Container } from '../engine/container.ts';
import { withDeadline } from '../engine/with-deadline.ts';
import type { LinkTarget, SendFrame } from './link-router.ts';
import type { ServiceName } from './service-kinds.ts';
import { ServiceFailedError } from './services-errors.ts';

/** Longer than any agent tries: it gives up first, and says why. */
const answerTimeMs = 180_000;

/** What whoever connects has to know, by name: host, port, user, password, url … */
export type ServiceFacts = Readonly<Record<string, string | number>>;

export interface StartedService {
  readonly ports: readonly number[];
  readonly sandbox: ServiceFacts;
  readonly judge: ServiceFacts;
}

/** A running service's container, as its agent (`runner-images/service`) speaks. */
export class Service implements LinkTarget, AsyncDisposable {
  readonly name: ServiceName;
  ports: readonly number[] = [];
  readonly #container: FramedContainer;
  readonly #onLink: (frame: Frame) => void;
  #waiting: ((frame: Frame) => void) | undefined;
  #orders = 0;

  constructor(name: ServiceName, container: Container, onLink: (frame: Frame) => void) {
    this.name = name;
    this.#onLink = onLink;
    this.#container = new FramedContainer(container, (frame) => {
      this.#hear(frame);
    });
  }

  get send(): SendFrame {
    return (header, body) => {
      this.#container.send(header, body);
    };
  }

  /**
   * Starts the server and waits until it answers.
   * @throws {ServiceFailedError} with the end of its log.
   */
  async start(addresses: { readonly sandbox: string; readonly judge: string }): Promise<StartedService> {
    const { body } = await this.#ask({ t: 'start' }, Buffer.from(JSON.stringify(addresses)));
    const started = parse<StartedService>(body);
    if (started?.ports === undefined) {
      throw this.#failure('it does not speak as an agent does', '');
    }
    this.ports = started.ports;
    return started;
  }

  /** @throws {ServiceFailedError} when its container has ended: the agent lives on whatever becomes of the server. */
  assertAlive(): void {
    if (this.#container.end !== undefined) {
      throw this.#failure(this.#container.end, '');
    }
  }

  /** @throws {ServiceFailedError} */
  async do(what: 'reset' | 'stop' | 'kill' | 'start'): Promise<void> {
    this.#orders += 1;
    await this.#ask({ t: 'do', id: this.#orders, what });
  }

  async #ask(header: object, body?: Buffer): Promise<Frame> {
    const { promise, resolve } = Promise.withResolvers<Frame>();
    this.#waiting = resolve;
    this.#container.send(header, body);
    const ended = this.#container.ended.then((why) => ({ why }));
    const answer = await withDeadline(Promise.race([promise, ended]), answerTimeMs);
    if (answer !== undefined && 'header' in answer && answer.header['t'] !== 'failed') {
      return answer;
    }
    if (answer === undefined) {
      throw this.#failure('it does not answer', '');
    }
    if ('why' in answer) {
      throw this.#failure(answer.why, '');
    }
    const told = parse<{ readonly why: string; readonly log: string }>(answer.body);
    throw this.#failure(told?.why ?? 'it did not say why', told?.log ?? '');
  }

  #failure(why: string, log: string): ServiceFailedError {
    const said = log.trim() === '' ? '' : `\n${log.trim()}`;
    return new ServiceFailedError(`The service "${this.name}" failed: ${why}.${said}`, {
      next: 'Grade again; if it stays so, run "waymark doctor".',
    });
  }

  #hear(frame: Frame): void {
    switch (frame.header['t']) {
      case 'link':
        this.#onLink(frame);
        return;
      case 'up':
        return;
      default:
        this.#waiting?.(frame);
        this.#waiting = undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

/** What an agent of ours says has the shape it says; what is no JSON at all comes from something else than an agent. */
function parse<T>(body: Buffer): T | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as T;
  } catch {
    return undefined;
  }
}

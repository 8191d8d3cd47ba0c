import type { Container } from '../engine/container.ts';
import { withDeadline } from '../engine/with-deadline.ts';
import { JudgeBrokenError, JudgeSilentError } from './bridge-errors.ts';
import { encodeFrame, type Frame, FrameDecoder, judgeFrameBytes, judgeHeaderBytes, MalformedFrameError } from './frame.ts';

/** How long the judge may be silent while it is its turn: collecting, comparing, reporting. */
export const judgeTimeMs = 60_000;

/** One conversation with the judge, about a suite or about a grading. */
export interface JudgeTalk {
  /**
   * The next frame about it.
   * @throws {JudgeError} when the judge ends, breaks, or stays silent for `timeMs`.
   */
  next(timeMs?: number): Promise<Frame>;
  /** Sends a frame about it. */
  say(header: object, body?: Buffer): void;
  close(): void;
}

/** The judge's end of connections to the services of one grading. See `waymark_wire/relay.py`. */
export interface JudgeNetwork {
  /**
   * Has the judge listen on these ports of a loopback address; `hear` gets the frames about connections.
   * @throws {JudgeError}
   */
  listen(address: string, ports: readonly number[], hear: (frame: Frame) => void): Promise<void>;
  send(header: object, body?: Buffer): void;
  close(): void;
}

/**
 * The judge container as the bridge speaks with it: one connection, many suites and gradings, told apart by name.
 * The judge is trusted; whatever it gets wrong is our fault and never a grade.
 */
export class Judge implements AsyncDisposable {
  readonly #container: Container;
  readonly #decoder = new FrameDecoder(judgeFrameBytes, judgeHeaderBytes);
  readonly #talks = new Map<string, Inbox>();
  readonly #networks = new Map<string, (frame: Frame) => void>();
  #failure: Error | undefined;

  private constructor(container: Container) {
    this.#container = container;
    container.stdout.on('data', (chunk: Buffer) => {
      this.#hear(chunk);
    });
    container.stdout.once('close', () => {
      this.#fail(
        new JudgeBrokenError(`The judge ended${this.#lastWords()}`, {
          next: 'Grade again; if it stays so, run "waymark doctor".',
        }),
      );
    });
    container.stdout.on('error', () => undefined);
    container.stdin.on('error', () => undefined);
  }

  /** @throws {JudgeError} */
  static async start(container: Container): Promise<Judge> {
    const judge = new Judge(container);
    const hello = judge.#open('');
    try {
      await hello.next();
    } catch (error) {
      await judge[Symbol.asyncDispose]();
      throw error;
    }
    return judge;
  }

  /** Opens the conversation about a suite, by any name that is unique in this judge. */
  suite(name: string): JudgeTalk {
    return this.#talk(`suite:${name}`, { suite: name });
  }

  /** Opens the conversation about a grading. */
  run(name: string): JudgeTalk {
    return this.#talk(`run:${name}`, { run: name });
  }

  /** The network of a grading with services, by a name that is unique in this judge. */
  network(name: string): JudgeNetwork {
    const label = { net: name };
    const send = (header: object, body?: Buffer): void => {
      this.#container.stdin.write(encodeFrame({ ...header, ...label }, body));
    };
    return {
      send,
      listen: async (address, ports, hear) => {
        const inbox = this.#open(`net:${name}`);
        this.#networks.set(name, hear);
        send({ t: 'network' }, Buffer.from(JSON.stringify({ address, ports })));
        await inbox.next();
      },
      close: () => {
        this.#networks.delete(name);
        this.#talks.delete(`net:${name}`);
        if (this.#failure === undefined) {
          send({ t: 'network-over' });
        }
      },
    };
  }

  #talk(key: string, label: Readonly<Record<string, string>>): JudgeTalk {
    const inbox = this.#open(key);
    return {
      next: (timeMs = judgeTimeMs) => inbox.next(timeMs),
      say: (header, body) => {
        this.#container.stdin.write(encodeFrame({ ...header, ...label }, body));
      },
      close: () => {
        this.#talks.delete(key);
      },
    };
  }

  #open(key: string): Inbox {
    const inbox = new Inbox();
    if (this.#failure !== undefined) {
      inbox.fail(this.#failure);
    }
    this.#talks.set(key, inbox);
    return inbox;
  }

  #hear(chunk: Buffer): void {
    if (this.#failure !== undefined) {
      return;
    }
    try {
      for (const frame of this.#decoder.feed(chunk)) {
        const { run, suite, net } = frame.header;
        if (typeof net === 'string' && frame.header['t'] === 'link') {
          this.#networks.get(net)?.(frame);
          continue;
        }
        const key =
          typeof run === 'string'
            ? `run:${run}`
            : typeof suite === 'string'
              ? `suite:${suite}`
              : typeof net === 'string'
                ? `net:${net}`
                : '';
        // A conversation that was closed may still have frames on their way.
        this.#talks.get(key)?.put(frame);
      }
    } catch (error) {
      if (!(error instanceof MalformedFrameError)) {
        throw error;
      }
      this.#fail(new JudgeBrokenError(`The judge sent ${error.message}.`, { cause: error }));
      void this.#container.kill();
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const inbox of this.#talks.values()) {
      inbox.fail(this.#failure);
    }
  }

  #lastWords(): string {
    const words = this.#container.stderrTail().trim().split('\n').at(-1) ?? '';
    return words === '' ? '.' : `: ${words}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

/** Frames in order, for one reader. */
class Inbox {
  readonly #frames: Frame[] = [];
  #failure: Error | undefined;
  #reader: (() => void) | undefined;

  put(frame: Frame): void {
    this.#frames.push(frame);
    this.#reader?.();
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.#reader?.();
  }

  async next(timeMs = judgeTimeMs): Promise<Frame> {
    const deadline = performance.now() + timeMs;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) {
        return frame;
      }
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      const { promise, resolve } = Promise.withResolvers<'news'>();
      this.#reader = () => {
        resolve('news');
      };
      if ((await withDeadline(promise, deadline - performance.now())) === undefined) {
        throw new JudgeSilentError(`The judge was silent for ${Math.round(timeMs / 1000)} s.`, {
          next: 'If the suite itself computes for that long, make it do less; otherwise grade again.',
        });
      }
    }
  }
}

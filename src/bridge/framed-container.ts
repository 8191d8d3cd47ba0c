import type { Container } from '../engine/container.ts';
import { encodeFrame, type Frame, FrameDecoder, judgeFrameBytes, MalformedFrameError } from './frame.ts';

/** What a helper container of ours says, as frames. It is trusted; whatever it gets wrong is our fault. */
export class FramedContainer implements AsyncDisposable {
  readonly id: string;
  /** Settles with the reason when nothing more will be heard of it; never rejects. */
  readonly ended: Promise<string>;
  readonly #container: Container;
  readonly #decoder = new FrameDecoder(judgeFrameBytes);
  #isLost = false;
  #end: string | undefined;

  /** @param hear is called for each frame, in order. */
  constructor(container: Container, hear: (frame: Frame) => void) {
    this.id = container.id;
    this.#container = container;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    const lose = (why: string): void => {
      this.#isLost = true;
      this.#end ??= why;
      resolve(why);
    };
    container.stdout.on('data', (chunk: Buffer) => {
      if (this.#isLost) {
        return;
      }
      try {
        for (const frame of this.#decoder.feed(chunk)) {
          hear(frame);
        }
      } catch (error) {
        if (!(error instanceof MalformedFrameError)) {
          throw error;
        }
        lose(`it sent ${error.message}`);
        void container.kill();
      }
    });
    container.stdout.once('close', () => {
      const words = container.stderrTail().trim().split('\n').at(-1) ?? '';
      lose(words === '' ? 'it ended' : `it ended: ${words}`);
    });
    container.stdout.on('error', () => undefined);
    container.stdin.on('error', () => undefined);
  }

  /** Why nothing more will be heard of it; undefined while it lives. */
  get end(): string | undefined {
    return this.#end;
  }

  /** To a container that is gone, nothing is sent. */
  send(header: object, body?: Buffer): void {
    const { stdin } = this.#container;
    if (!this.#isLost && stdin.writable) {
      stdin.write(encodeFrame(header, body));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLost = true;
    await this.#container[Symbol.asyncDispose]();
  }
}

import { PassThrough, Writable } from 'node:stream';
import { encodeFrame, type Frame, FrameDecoder } from '../../src/bridge/frame.ts';
import type { Container, ContainerExit } from '../../src/engine/container.ts';

export interface FakeContainerOptions {
  /** What it does with a frame that was sent to it. Default: nothing. */
  readonly hear?: (frame: Frame, container: FakeContainer) => void;
  /** Takes nothing from its stdin, ever. Default false. */
  readonly isDeaf?: boolean;
  /** Takes what it is sent a moment later, so that a large frame fills its stdin. Default false. */
  readonly isSlow?: boolean;
  readonly stderr?: string;
}

/** A container without an engine: streams of this process, and a script of what it answers. */
export class FakeContainer implements Container {
  readonly id = 'fake';
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly exited: Promise<ContainerExit | undefined>;
  /** Headers of all it was sent, in order. */
  readonly heard: Frame['header'][] = [];
  /** Takes nothing more from its stdin. */
  isDeaf: boolean;
  kills = 0;
  isDisposed = false;
  readonly #stderr: string;
  readonly #exit: (exit: ContainerExit | undefined) => void;

  constructor({ hear = () => undefined, isDeaf = false, isSlow = false, stderr = '' }: FakeContainerOptions = {}) {
    this.#stderr = stderr;
    this.isDeaf = isDeaf;
    const { promise, resolve } = Promise.withResolvers<ContainerExit | undefined>();
    this.exited = promise;
    this.#exit = resolve;
    const decoder = new FrameDecoder(64 * 1024 * 1024);
    this.stdin = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (this.isDeaf) {
          return;
        }
        for (const frame of decoder.feed(chunk)) {
          this.heard.push(frame.header);
          hear(frame, this);
        }
        if (isSlow) {
          setImmediate(done);
        } else {
          done();
        }
      },
    });
  }

  say(header: object, body?: Buffer): void {
    this.sayBytes(encodeFrame(header, body));
  }

  sayBytes(bytes: Uint8Array): void {
    this.stdout.write(bytes);
  }

  /** Ends it; without an exit the engine no longer knows it. */
  die(exit?: ContainerExit): void {
    this.#exit(exit);
    this.stdout.end();
  }

  stderrTail(): string {
    return this.#stderr;
  }

  async kill(): Promise<void> {
    this.kills += 1;
    this.die({ exitCode: 137, oomKilled: false });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isDisposed = true;
    this.die();
  }
}

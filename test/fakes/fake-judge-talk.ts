import type { Frame } from '../../src/bridge/frame.ts';
import type { JudgeTalk } from '../../src/bridge/judge.ts';

/** A judge that says these things one after the other, whatever it is told, and keeps what it was told. */
export class FakeJudgeTalk implements JudgeTalk {
  readonly told: { readonly header: Readonly<Record<string, unknown>>; readonly body: string }[] = [];
  isClosed = false;
  readonly #frames: Frame[];

  constructor(frames: readonly (readonly [header: Readonly<Record<string, unknown>>, body?: unknown])[]) {
    this.#frames = frames.map(([header, body]) => ({
      header,
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    }));
  }

  async next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame === undefined) {
      throw new Error('the script of the judge is at its end');
    }
    return frame;
  }

  say(header: object, body?: Buffer): void {
    this.told.push({ header: { ...header }, body: body?.toString() ?? '' });
  }

  close(): void {
    this.isClosed = true;
  }
}

import { JudgeSilentError } from '../../src/bridge/bridge-errors.ts';
import type { Frame } from '../../src/bridge/frame.ts';
import type { JudgeTalk } from '../../src/bridge/judge.ts';

/**
 * A judge that says these things one after the other, whatever it is told, and keeps what it was told. At the end of its script it is
 * silent where it is given a time, and a mistake of the test where it is not.
 */
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

  async next(timeMs?: number): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame === undefined && timeMs !== undefined) {
      throw new JudgeSilentError('The judge was silent.');
    }
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

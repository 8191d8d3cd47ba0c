import { EngineFailedError } from '../engine-errors.ts';
import { withDeadline } from '../with-deadline.ts';

export interface InTimeOptions<T> {
  /** To follow "The container engine could not ": `start a sandbox`. */
  readonly doing: string;
  readonly timeMs: number;
  /** What becomes of an answer that nobody waits for any more. */
  readonly late?: (answer: T) => Promise<unknown>;
}

/**
 * The engine's answer, waited for no longer than that. The request is not cut: what the engine makes of it all the same can so be
 * taken away again.
 * @throws {EngineFailedError} when there is none.
 */
export async function inTime<T>(answer: Promise<T>, { doing, timeMs, late }: InTimeOptions<T>): Promise<T> {
  const answered = await withDeadline(
    answer.then((value) => ({ value })),
    timeMs,
  );
  if (answered !== undefined) {
    return answered.value;
  }
  answer.then(late).catch(() => undefined);
  throw new EngineFailedError(
    `The container engine could not ${doing}: it has not answered for ${Math.round(timeMs / 1000)} s.`,
    {
      next: 'Check the engine with "docker info" and its log; restart it if it hangs.',
    },
  );
}

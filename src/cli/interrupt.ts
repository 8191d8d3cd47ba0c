import { type ExitCode, exitCodes } from './exit-code.ts';

export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
  /** The exit code of an interrupted program; undefined while it was not. */
  exitCode(): ExitCode | undefined;
}

/** How long what is open may take to be removed after the first signal. */
const GRACE_MS = 10_000;

/**
 * Turns SIGINT and SIGTERM into an aborted signal, so that everything open is disposed of on the way out. A second one ends the
 * program at once, and so does the end of the grace period.
 */
export function listenForInterrupt(process: NodeJS.Process): Interrupt {
  const controller = new AbortController();
  let code: ExitCode | undefined;
  const stop = (wanted: ExitCode): void => {
    if (code !== undefined) {
      process.exit(code);
    }
    code = wanted;
    process.stderr.write('\nStopping, and removing what is open. Press Ctrl-C again to stop at once.\n');
    setTimeout(() => process.exit(wanted), GRACE_MS).unref();
    controller.abort(new DOMException('Interrupted', 'AbortError'));
  };
  const onInterrupt = (): void => stop(exitCodes.interrupted);
  const onTerminate = (): void => stop(exitCodes.terminated);
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    exitCode: () => code,
    [Symbol.dispose]: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}

/** One Ctrl-C reaches us several times: from the terminal, from npm, and from the set-up that started us. */
const samePressMs = 2000;

/** Aborts with the first Ctrl-C or SIGTERM, so that everything open is taken away on the way out; a later one ends the process at once. */
export function abortOnInterrupt(say: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const stop = (exitCode: number): void => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > samePressMs) process.exit(exitCode);
      return;
    }
    firstAt = performance.now();
    process.exitCode = exitCode;
    say('\nStopping, and removing what is open. Press Ctrl-C again to stop at once.');
    controller.abort(new DOMException('Interrupted', 'AbortError'));
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  return controller.signal;
}

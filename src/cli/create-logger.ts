import type { Logger } from 'pino';

/** Events as JSON lines on stderr when asked for. pino is loaded only then. */
export async function createLogger(options: { readonly verbose: boolean }): Promise<Logger | undefined> {
  if (!options.verbose) {
    return undefined;
  }
  const { destination, pino } = await import('pino');
  // Written at once: a log that is lost when the process ends tells nothing about its end.
  return pino({ name: 'waymark', level: 'debug', base: null }, destination({ dest: 2, sync: true }));
}

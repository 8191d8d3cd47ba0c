import { UsageError, WaymarkError } from '../model/waymark-error.ts';
import { safeText } from '../report/text-safety.ts';
import type { CliStream } from './cli-context.ts';
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-code.ts';
import { InternalError } from './internal-error.ts';
import { streamPaint } from './stream-paint.ts';

/**
 * Tells a person what went wrong and what to do next, on stderr; a stack trace only with `verbose`. The one place where errors end.
 * @returns the exit code.
 */
export function reportError(error: unknown, options: { readonly stderr: CliStream; readonly verbose: boolean }): ExitCode {
  const { stderr, verbose } = options;
  const known = error instanceof WaymarkError ? error : new InternalError(error);
  const exitCode = exitCodeOfError(known);
  const paint = streamPaint(stderr);
  const hint = !verbose && exitCode === exitCodes.infrastructure ? '; --verbose tells more' : '';
  const lines = [
    `${paint('red', known instanceof UsageError ? 'usage:' : 'error:')} ${safeText(known.message, 16_384)}`,
    ...(known.next === undefined ? [] : [safeText(known.next, 4096)]),
    paint('dim', `(${known.code}${hint})`),
    ...(verbose ? [details(known)] : []),
  ];
  stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** The stack of an error and of its causes. */
function details(error: unknown): string {
  const parts: string[] = [];
  for (let current = error, depth = 0; current !== undefined && depth < 8; depth += 1) {
    parts.push(safeText(current instanceof Error ? (current.stack ?? current.message) : String(current), 16_384));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join('\ncaused by: ');
}

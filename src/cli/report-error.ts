import { UsageError, WaymarkError } from '../model/waymark-error.ts';
import { safeText } from '../report/text-safety.ts';
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-code.ts';
import type { CliStream } from './cli-context.ts';
import { streamPaint } from './stream-paint.ts';

/**
 * Tells a person what went wrong and what to do next, on stderr; a stack trace only with `verbose`. The one place where errors end.
 * @returns the exit code.
 */
export function reportError(error: unknown, options: { readonly stderr: CliStream; readonly verbose: boolean }): ExitCode {
  const { stderr, verbose } = options;
  const paint = streamPaint(stderr);
  const lines =
    error instanceof WaymarkError
      ? [
          `${paint('red', error instanceof UsageError ? 'usage:' : 'error:')} ${safeText(error.message, 16_384)}`,
          ...(error.next === undefined ? [] : [safeText(error.next, 4096)]),
          paint('dim', `(${error.code}${verbose || exitCodeOfError(error) !== exitCodes.infrastructure ? '' : '; --verbose tells more'})`),
        ]
      : [
          `${paint('red', 'error:')} This is a fault of Waymark, not of your work: ${safeText(messageOf(error), 4096)}`,
          verbose ? 'Please report it with the lines below.' : 'Run it again with --verbose and report what it prints.',
          paint('dim', `(${INTERNAL})`),
        ];
  stderr.write(`${lines.join('\n')}\n${verbose ? `${details(error)}\n` : ''}`);
  return exitCodeOfError(error);
}

/** Code of an error we did not foresee. */
const INTERNAL = 'WAYMARK_INTERNAL';

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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

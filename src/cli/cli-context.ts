import type { WriteStream } from 'node:tty';
import { OutputError } from './output-error.ts';

/** A stream of the process: a terminal, a pipe or a file. */
export type CliStream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'getColorDepth'>>;

/** What comes in: a terminal, a pipe or a file. */
export type CliInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** What a command may know of the process it runs in; nothing else under `src` reads `process.env`. */
export interface CliContext {
  /** Answers of whoever sits at a terminal. */
  readonly stdin: CliInput;
  /** The product: results, JSON. */
  readonly stdout: CliStream;
  /** Talk: progress, errors, logs. */
  readonly stderr: CliStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly homedir: string;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Width of a terminal; the default elsewhere, and where a terminal does not know its own (then it says 0). */
export function columnsOfStream(stream: CliStream, otherwise = 80): number {
  return stream.columns === undefined || stream.columns === 0 ? otherwise : stream.columns;
}

/**
 * Writes to stdout and waits until it is taken: a pipe may be slower than we are.
 * @throws {OutputError} when it is not taken; the error of a closed output as it is.
 */
export function print(context: CliContext, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    context.stdout.write(text, (error) => {
      if (error === null || error === undefined) {
        resolve();
      } else {
        reject(isClosedOutput(error) ? error : new OutputError(error));
      }
    });
  });
}

export function printJson(context: CliContext, value: unknown): Promise<void> {
  return print(context, `${JSON.stringify(value, null, 2)}\n`);
}

/** The reader of our output has gone: `waymark list | head -1`. */
export function isClosedOutput(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

import { execa } from 'execa';

export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How an abort ends it. Default SIGTERM, and SIGKILL for what does not heed it in 10 s. */
  readonly killSignal?: NodeJS.Signals;
}

/** Nothing that is measured here takes near as long; what hangs must not hang the run. */
const longestMs = 180_000;

/** Runs a program to its end, whatever its exit code; an abort ends it and is thrown. @throws when it cannot be started. */
export async function runProcess(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const { signal, cwd, env, killSignal = 'SIGTERM' } = options;
  signal.throwIfAborted();
  const result = await execa(file, args, {
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    timeout: longestMs,
    killSignal,
    forceKillAfterDelay: 10_000,
    // Its own process group: a Ctrl-C comes to us alone, and we end it once and in good order.
    detached: process.platform !== 'win32',
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  signal.throwIfAborted();
  const { exitCode, stdout, stderr } = result;
  if (exitCode === undefined) throw new Error(`"${file}" gave no exit code: ${result.message ?? 'no word of why'}`);
  return { exitCode, stdout, stderr };
}

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
}

/** Runs a program to its end, whatever its exit code; an abort ends it and is thrown. @throws when it cannot be started. */
export async function runProcess(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const { signal, cwd, env } = options;
  signal.throwIfAborted();
  const result = await execa(file, args, {
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    forceKillAfterDelay: 10_000,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  signal.throwIfAborted();
  const { exitCode, stdout, stderr } = result;
  if (exitCode === undefined) throw new Error(`"${file}" gave no exit code: ${result.message ?? 'no word of why'}`);
  return { exitCode, stdout, stderr };
}

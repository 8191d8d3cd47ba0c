import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export interface WaymarkRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line as a process, from its sources: no build is needed. Not a terminal, no colours. */
export async function runWaymark(args: readonly string[], options: RunOptions = {}): Promise<WaymarkRun> {
  const { exitCode, stdout, stderr } = await startWaymark(args, options);
  return { exitCode, stdout, stderr };
}

/** The process itself, for tests that send it signals. It never rejects. */
export function startWaymark(args: readonly string[], options: RunOptions = {}) {
  const [node, ...rest] = waymarkCommand(args);
  return execa(node, rest, {
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    env: { NO_COLOR: '1', ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
}

/** The command line that runs it, program first, for tests that start it in a way of their own. */
export function waymarkCommand(args: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, ...nodeOptions, main, ...args];
}

const nodeOptions = ['--disable-warning=ExperimentalWarning', '--experimental-transform-types'];
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

import { homedir } from 'node:os';
import { type CliContext, isClosedOutput } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';

/** Runs the program in this process and leaves its exit code there. */
export async function start(process: NodeJS.Process): Promise<void> {
  const args = process.argv.slice(2);
  tolerateBrokenOutput(process);
  endOnUnforeseen(process, args);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    const { readTool } = await import('../report/tool.ts');
    process.stdout.write(`${readTool().version}\n`);
    return;
  }
  const code = await run(args, process);
  process.exitCode = code;
  // Everything of ours is disposed of by now. A connection that somebody keeps warm must not keep the program from ending.
  setTimeout(() => process.exit(code), 1000).unref();
}

async function run(args: readonly string[], process: NodeJS.Process): Promise<ExitCode> {
  using interrupt = listenForInterrupt(process);
  const context: CliContext = {
    get stdin() {
      // Opened by whoever asks: most commands read nothing.
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    homedir: homedir(),
    signal: interrupt.signal,
  };
  try {
    const { runProgram } = await import('./program.ts');
    const code = await runProgram(args, context);
    return interrupt.exitCode() ?? code;
  } catch (error) {
    return await codeOfFailure(error, args, context, interrupt);
  }
}

async function codeOfFailure(
  error: unknown,
  args: readonly string[],
  context: CliContext,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const code = interrupt.exitCode();
  if (code !== undefined) {
    // Whatever broke then broke because it was told to.
    context.stderr.write('Stopped. Nothing was graded.\n');
    return code;
  }
  if (isClosedOutput(error)) {
    return exitCodes.passed;
  }
  const { reportError } = await import('./report-error.ts');
  return reportError(error, { stderr: context.stderr, verbose: args.includes('--verbose') });
}

/** What nobody awaited, too, ends in one sentence and not in a stack trace. */
function endOnUnforeseen(process: NodeJS.Process, args: readonly string[]): void {
  process.on('uncaughtException', (error) => {
    void import('./report-error.ts').then(({ reportError }) => {
      reportError(error, { stderr: process.stderr, verbose: args.includes('--verbose') });
      process.exit(exitCodes.infrastructure);
    });
  });
}

/** A reader that has seen enough (`waymark list | head -1`) is no error. Other faults of stdout are heard of where it is written to. */
function tolerateBrokenOutput(process: NodeJS.Process): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => undefined);
  }
}

import { join } from 'node:path';
import { childEnvironment } from './child-environment.mjs';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

/**
 * The benchmark beside what one would do without Waymark: bench/README.md.
 * @param {{ args: readonly string[], signal: AbortSignal }} options
 * @returns {Promise<number>} Its exit code.
 */
export async function runBench({ args, signal }) {
  const { exitCode } = await runTool(process.execPath, [join(root, 'bench', 'main.ts'), ...args], {
    cwd: process.cwd(),
    env: childEnvironment(process.env, { isTerminal: process.stdout.isTTY === true }),
    signal,
    // Under load it takes a while to remove what is open.
    graceMs: 60_000,
    output: 'through',
  });
  return exitCode;
}

import { join } from 'node:path';
import { childEnvironment } from './child-environment.mjs';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

/**
 * Every test, or those that the arguments name.
 * @param {{ args: readonly string[], signal: AbortSignal }} options
 * @returns {Promise<number>} Exit code of vitest.
 */
export async function runTests({ args, signal }) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'count-reporter.mjs')}`];
  const isChosen = args.some((arg) => arg.startsWith('--reporter'));
  const { exitCode } = await runTool(process.execPath, [vitest, 'run', ...(isChosen ? [] : reporters), ...args], {
    cwd: root,
    env: childEnvironment(process.env, { isTerminal: process.stdout.isTTY === true }),
    signal,
    output: 'through',
  });
  return exitCode;
}

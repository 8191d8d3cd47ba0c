import { join } from 'node:path';
import { useLocalCommands } from './local-commands.mjs';
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
    env: useLocalCommands(process.env),
    signal,
    output: 'through',
  });
  return exitCode;
}

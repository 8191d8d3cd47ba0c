import { delimiter } from 'node:path';
import { binFolder } from './paths.mjs';

/**
 * The environment for tools that this set-up starts: node_modules/.bin first on the PATH, as npm gives it to its scripts, so that
 * `node`, `tsc` and the others are ours; and no colours where the output is no terminal (some tools colour whenever CI is set).
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isTerminal: boolean }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env, { isTerminal }) {
  const name = Object.keys(env).find((key) => /^path$/i.test(key)) ?? 'PATH';
  const path = [binFolder, env[name]].filter((part) => part !== undefined && part !== '').join(delimiter);
  const isPlain = !isTerminal && env['FORCE_COLOR'] === undefined;
  return { ...env, [name]: path, ...(isPlain ? { NO_COLOR: '1' } : {}) };
}

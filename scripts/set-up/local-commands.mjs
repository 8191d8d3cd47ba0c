import { delimiter } from 'node:path';
import { binFolder } from './paths.mjs';

/**
 * The environment with node_modules/.bin first on the PATH, as npm gives it to its scripts: `node`, `tsc` and the others are ours then.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function useLocalCommands(env) {
  const name = Object.keys(env).find((key) => /^path$/i.test(key)) ?? 'PATH';
  return { ...env, [name]: [binFolder, env[name] ?? ''].join(delimiter) };
}

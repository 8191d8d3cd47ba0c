import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exists, readIfThere } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

const deadlineMs = 60_000;
/** The package's own start script may be at it without having left a trace yet. */
const traceMs = 2000;

/**
 * Starts the installed Docker engine and waits until it answers: through the service manager that runs, else by hand. What does not
 * answer in time and was started by hand is stopped again.
 * @param {object} options
 * @param {() => Promise<boolean>} options.answers
 * @param {import('./steps.mjs').StepTools} options.tools
 * @throws {SetUpError} with the last lines of the engine's log.
 */
export async function startDaemon({ answers, tools }) {
  // Installing the package, or somebody else, may just have started it.
  if (await comesUp(answers, traceMs, tools.signal)) return;
  if ((await isStarting()) && (await comesUp(answers, deadlineMs, tools.signal))) return;

  if (await exists('/run/systemd/system')) {
    await startService(['systemctl', 'start', 'docker'], { answers, tools });
  } else if (await exists('/run/openrc/softlevel')) {
    await startService(['rc-service', 'docker', 'start'], { answers, tools });
  } else {
    await startByHand({ answers, tools });
  }
}

/**
 * @param {readonly [string, ...string[]]} commandLine
 * @param {{ answers: () => Promise<boolean>, tools: import('./steps.mjs').StepTools }} options
 */
async function startService([command, ...args], { answers, tools }) {
  const shown = [command, ...args].join(' ');
  tools.say(`Starting the Docker engine with "${shown}".`);
  const { exitCode, lines } = await runTool(command, args, { signal: tools.signal, onLine: tools.update });
  if (exitCode === 0 && (await comesUp(answers, deadlineMs, tools.signal))) return;
  throw new SetUpError(
    exitCode === 0 ? `The Docker engine does not answer ${deadlineMs / 1000} s after "${shown}".` : `"${shown}" failed.`,
    { log: lines, next: 'Look at its log ("journalctl -u docker -n 50"), mend what it says, then try again.' },
  );
}

/** @param {{ answers: () => Promise<boolean>, tools: import('./steps.mjs').StepTools }} options */
async function startByHand({ answers, tools }) {
  const { descriptor, path } = openLog();
  const daemon = spawn('dockerd', [], {
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` },
  });
  closeSync(descriptor);
  daemon.unref();
  let hasEnded = false;
  daemon.once('exit', () => {
    hasEnded = true;
  });
  daemon.once('error', () => {
    hasEnded = true;
  });
  tools.say(
    `No service manager runs here: starting "dockerd" by hand${daemon.pid === undefined ? '' : ` (process ${daemon.pid})`}, its log is ${path}.`,
  );

  try {
    if (await comesUp(answers, deadlineMs, tools.signal, () => hasEnded)) return;
    // Ours ended because another one was quicker.
    if (hasEnded && (await isStarting()) && (await comesUp(answers, deadlineMs, tools.signal))) return;
  } catch (cause) {
    stop(daemon);
    throw cause;
  }
  if (!hasEnded) stop(daemon);
  throw new SetUpError(
    hasEnded
      ? 'The Docker engine ended while it was starting.'
      : `The Docker engine did not answer within ${deadlineMs / 1000} s and was stopped again.`,
    {
      log: (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').slice(-15),
      next: 'Mend what its log says. Inside a container without privileges no engine can start: set DOCKER_HOST to one outside.',
    },
  );
}

/** @param {import('node:child_process').ChildProcess} daemon */
function stop(daemon) {
  if (daemon.pid === undefined) return;
  try {
    // The whole group: dockerd started a containerd of its own.
    process.kill(-daemon.pid, 'SIGTERM');
  } catch {
    // Already gone.
  }
}

/** Is a dockerd alive that has not come to answering yet? */
async function isStarting() {
  const pid = Number.parseInt((await readIfThere('/var/run/docker.pid')) ?? '', 10);
  if (!Number.isInteger(pid)) return false;
  return /dockerd/.test((await readIfThere(`/proc/${pid}/comm`)) ?? '');
}

/**
 * @param {() => Promise<boolean>} answers
 * @param {number} withinMs
 * @param {AbortSignal} signal
 * @param {() => boolean} [isHopeless]
 */
async function comesUp(answers, withinMs, signal, isHopeless = () => false) {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    if (await answers()) return true;
    if (performance.now() > giveUpAt || isHopeless()) return false;
    await sleep(250, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function openLog() {
  for (const folder of ['/var/log', tmpdir()]) {
    const path = join(folder, 'waymark-dockerd.log');
    try {
      return { descriptor: openSync(path, 'w', 0o600), path };
    } catch {
      // Not writable: the next one.
    }
  }
  throw new SetUpError('There is no place to write the log of the Docker engine.', {
    next: `Make ${tmpdir()} writable, then try again.`,
  });
}

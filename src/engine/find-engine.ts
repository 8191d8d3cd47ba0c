import { join } from 'node:path';

import { readDockerContext, readTls } from './docker-context.ts';
import type { EngineAddress } from './engine-address.ts';
import { formatAddress } from './engine-address.ts';
import { EngineUnreachableError } from './engine-errors.ts';
import { parseEngineHost } from './parse-engine-host.ts';
import { pingEngine } from './ping-engine.ts';

export interface FindEngineOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homedir: string;
  /** Sockets every installation knows, tried last. Default: those of the platform. For tests. */
  readonly systemSockets?: readonly string[];
}

/**
 * The first engine that answers: DOCKER_HOST, the Docker context, then the sockets Docker, Docker Desktop, Colima and
 * Podman usually have. What somebody set on purpose (DOCKER_HOST, DOCKER_CONTEXT) is never passed over in silence.
 * @throws {EngineUnreachableError} when none answers.
 */
export async function findEngine(options: FindEngineOptions): Promise<EngineAddress> {
  const { env } = options;
  const configFolder = nonEmpty(env['DOCKER_CONFIG']) ?? join(options.homedir, '.docker');
  if (nonEmpty(env['DOCKER_HOST']) !== undefined) return demand('DOCKER_HOST', () => readDockerHost(options, configFolder));
  const contextName = nonEmpty(env['DOCKER_CONTEXT']);
  if (contextName !== undefined && contextName !== 'default') {
    return demand('DOCKER_CONTEXT', () => readDockerContext(configFolder, contextName));
  }

  const faults: string[] = [];
  for (const address of await candidates(options, configFolder, contextName)) {
    const fault = await pingEngine(address);
    if (fault === undefined) return address;
    faults.push(`${formatAddress(address)} (${address.source}): ${fault.message}`);
  }
  throw new EngineUnreachableError('No container engine answers.', {
    cause: new Error(`Tried:\n${faults.join('\n')}`),
    next: nextStep(options.platform, faults),
  });
}

async function demand(variable: string, read: () => Promise<EngineAddress | undefined>): Promise<EngineAddress> {
  const next = `Start that engine, or unset ${variable} to use the one of this machine.`;
  let address: EngineAddress | undefined;
  try {
    address = await read();
  } catch (error) {
    throw new EngineUnreachableError(error instanceof Error ? error.message : String(error), { cause: error, next });
  }
  const fault = address === undefined ? new Error('It names no engine.') : await pingEngine(address);
  if (address !== undefined && fault === undefined) return address;
  const where = address === undefined ? '' : ` at ${formatAddress(address)}`;
  throw new EngineUnreachableError(`${variable} is set, and no container engine answers${where}: ${fault?.message}`, {
    cause: fault,
    next,
  });
}

async function readDockerHost({ env, homedir }: FindEngineOptions, configFolder: string): Promise<EngineAddress> {
  const source = 'DOCKER_HOST';
  const host = env['DOCKER_HOST'] ?? '';
  const verify = nonEmpty(env['DOCKER_TLS_VERIFY']) !== undefined;
  if (!verify && nonEmpty(env['DOCKER_TLS']) === undefined)
    return parseEngineHost(host.replace(/^unix:\/\/~\//, `unix://${homedir}/`), { source });
  const tls = (await readTls(nonEmpty(env['DOCKER_CERT_PATH']) ?? configFolder, verify)) ?? { verify };
  return parseEngineHost(host, { source, tls });
}

async function candidates(
  options: FindEngineOptions,
  configFolder: string,
  contextName: string | undefined,
): Promise<EngineAddress[]> {
  // A stale current context must not hide an engine that runs: its fault is not ours to report.
  const context = await readDockerContext(configFolder, contextName).catch(() => undefined);
  const sockets = usualSockets(options).map((path): EngineAddress => ({ kind: 'socket', path, source: 'usual place' }));
  return context === undefined ? sockets : [context, ...sockets];
}

function usualSockets({ env, platform, homedir, systemSockets }: FindEngineOptions): string[] {
  if (platform === 'win32')
    return [
      ...(systemSockets ?? ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default']),
    ];
  const runtimeFolder = nonEmpty(env['XDG_RUNTIME_DIR']);
  const [docker, ...others] = systemSockets ?? ['/var/run/docker.sock', '/run/podman/podman.sock'];
  return [
    ...(docker === undefined ? [] : [docker]),
    join(homedir, '.docker', 'run', 'docker.sock'),
    join(homedir, '.docker', 'desktop', 'docker.sock'),
    join(homedir, '.colima', 'default', 'docker.sock'),
    ...(runtimeFolder === undefined ? [] : [join(runtimeFolder, 'docker.sock'), join(runtimeFolder, 'podman', 'podman.sock')]),
    ...others,
  ];
}

function nextStep(platform: NodeJS.Platform, faults: readonly string[]): string {
  if (faults.some((fault) => fault.includes('EACCES'))) {
    return 'An engine is there, but this user may not use it: add the user to the group "docker" and log in again.';
  }
  if (platform === 'darwin') return 'Install and start Docker Desktop, Colima or Podman, then try again.';
  if (platform === 'win32') return 'Install and start Docker Desktop (with Linux containers), then try again.';
  if (platform === 'linux') {
    return 'Run "npm start", which sets one up on Debian and Ubuntu as root; elsewhere install and start Docker or Podman with your system\'s package manager.';
  }
  return 'Set DOCKER_HOST to an engine on another machine.';
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

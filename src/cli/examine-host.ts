import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { openDockerEngine } from '../engine/docker/open-docker-engine.ts';
import type { Engine, EngineInfo } from '../engine/engine.ts';
import { type EngineAddress, formatAddress } from '../engine/engine-address.ts';
import { findEngine } from '../engine/find-engine.ts';
import { isGvisor } from '../engine/gvisor.ts';
import { WaymarkError } from '../model/waymark-error.ts';
import { formatBytes } from '../report/quantities.ts';
import type { CliContext } from './cli-context.ts';
import { openImages } from './open-images.ts';

/** One thing that was looked at. `failed` means that grading cannot work, `warning` that it can, with something to know. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly message: string;
  /** What to do, where there is something to do. */
  readonly next?: string;
}

export interface Examination {
  /** Grading can work here. */
  readonly ok: boolean;
  readonly node: string;
  readonly engine: (EngineInfo & { readonly address: string; readonly source: string }) | null;
  readonly checks: readonly Check[];
}

/** Looks at everything grading needs on this host. What is missing is a finding, never an error. */
export async function examineHost(context: CliContext): Promise<Examination> {
  const host = [nodeCheck(), await diskCheck()];
  const found = await findEngine({ env: context.env, platform: context.platform, homedir: context.homedir }).catch(knownFault);
  if (found instanceof WaymarkError) {
    return examination(null, [...host, failure('engine', found)]);
  }
  await using engine = await openDockerEngine(found);
  const info = await engine.info().catch(knownFault);
  if (info instanceof WaymarkError) {
    return examination(null, [...host, failure('engine', info)]);
  }
  const about = { ...info, address: formatAddress(found), source: found.source };
  return examination(about, [
    ...host,
    engineCheck(info, found),
    ...limitChecks(info),
    ...securityChecks(info),
    ...(await imageChecks(engine, context)),
  ]);
}

function examination(engine: Examination['engine'], checks: readonly Check[]): Examination {
  return { ok: checks.every(({ state }) => state !== 'failed'), node: process.version, engine, checks };
}

/** Errors of ours are findings; anything else is a fault and passes through. */
function knownFault(error: unknown): WaymarkError {
  if (error instanceof WaymarkError) {
    return error;
  }
  throw error;
}

function failure(name: string, error: WaymarkError): Check {
  return { name, state: 'failed', message: error.message, ...(error.next === undefined ? {} : { next: error.next }) };
}

function nodeCheck(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? { name: 'node', state: 'ok', message: `Node ${process.versions.node}` }
    : { name: 'node', state: 'failed', message: `Node ${process.versions.node} is too old.`, next: 'Install Node 24 or later.' };
}

/** Room for images and temporary files. On a remote engine or in a virtual machine this is the wrong disk, but then nobody can look. */
async function diskCheck(): Promise<Check> {
  const places = await Promise.all(['/var/lib/docker', tmpdir()].map((place) => statfs(place).catch(() => undefined)));
  const free = places.filter((stats) => stats !== undefined).map((stats) => stats.bavail * stats.bsize);
  const least = Math.min(...free);
  if (!Number.isFinite(least)) {
    return { name: 'disk', state: 'warning', message: 'The free disk space could not be read.' };
  }
  const message = `${formatBytes(least)} free`;
  return least < 1024 ** 3
    ? {
        name: 'disk',
        state: 'warning',
        message,
        next: 'Images need about 1 GiB: free some space, e.g. with "waymark images prune".',
      }
    : { name: 'disk', state: 'ok', message };
}

function engineCheck(info: EngineInfo, address: EngineAddress): Check {
  const runtimes = info.runtimes.length === 0 ? '' : `; runtimes: ${info.runtimes.join(', ')}`;
  return {
    name: 'engine',
    state: 'ok',
    message: `${info.name} ${info.version} (API ${info.apiVersion}) at ${formatAddress(address)}, from ${address.source}; ${info.os}, ${info.architecture}, ${info.cpus} CPUs, ${formatBytes(info.memoryBytes)}; cgroup v${info.cgroupVersion}${runtimes}`,
  };
}

function limitChecks(info: EngineInfo): readonly Check[] {
  const { memory, swap, processes, cpu } = info.enforces;
  const missing = [
    ...(memory ? [] : ['memory']),
    ...(swap ? [] : ['swap']),
    ...(processes ? [] : ['processes']),
    ...(cpu ? [] : ['CPU']),
  ];
  if (missing.length === 0) {
    return [{ name: 'limits', state: 'ok', message: 'memory, swap, processes and CPU are limited' }];
  }
  return [
    {
      name: 'limits',
      state: memory && processes ? 'warning' : 'failed',
      message: `this engine does not limit: ${missing.join(', ')}`,
      next: 'A submission could use up this host. Turn on these cgroup controllers; a rootless engine needs cgroup v2 with delegation.',
    },
  ];
}

function securityChecks(info: EngineInfo): readonly Check[] {
  const options = info.securityOptions.map((option) => option.replace(/^name=/u, '').replace(/,.*$/u, ''));
  const seccomp: Check = options.includes('seccomp')
    ? { name: 'security', state: 'ok', message: options.join(', ') }
    : {
        name: 'security',
        state: 'failed',
        message: 'this engine cannot filter system calls (seccomp)',
        next: 'Use a kernel and an engine built with seccomp.',
      };
  return [
    seccomp,
    ...isolationChecks(info, options),
    ...info.warnings.map((message): Check => ({ name: 'engine says', state: 'warning', message })),
  ];
}

/** What stands between a submission and this host beyond what every engine has; nothing where nothing does. */
function isolationChecks({ runtimes, defaultRuntime }: EngineInfo, options: readonly string[]): readonly Check[] {
  const gvisor = isGvisor(defaultRuntime) ? defaultRuntime : runtimes.find(isGvisor);
  const found = [
    ...(options.includes('rootless') ? ['rootless: the engine itself is not root on this host'] : []),
    ...(options.includes('userns') ? ['user namespaces: root of a container is nobody on this host'] : []),
    ...(gvisor === undefined
      ? []
      : gvisor === defaultRuntime
        ? [`gVisor: ${gvisor} is the runtime of every container`]
        : [`gVisor: there for those who grade with --runtime ${gvisor}`]),
  ];
  return found.map((message) => ({ name: 'isolation', state: 'ok', message }));
}

async function imageChecks(engine: Engine, context: CliContext): Promise<readonly Check[]> {
  const images = openImages(engine, context);
  const all = await images.list().catch(knownFault);
  if (all instanceof WaymarkError) {
    return [failure('images', all)];
  }
  const missing = all.filter(({ name, built, onDemand }) => !built && !onDemand && name !== 'base').map(({ name }) => name);
  const there = all.filter(({ built }) => built).map(({ tag }) => tag);
  const next = 'Run "waymark images build".';
  return [
    ...(there.length === 0 ? [] : [{ name: 'images', state: 'ok', message: there.join(', ') } as const]),
    ...(missing.length === 0
      ? []
      : [
          {
            name: 'images',
            state: missing.some(isNeeded) ? 'failed' : 'warning',
            message: `not built: ${missing.join(', ')}`,
            next,
          } as const,
        ]),
  ];
}

/** No grading without these two; the others are for some exercises. The base is for building only. */
function isNeeded(image: string): boolean {
  return image === 'judge' || image === 'python';
}

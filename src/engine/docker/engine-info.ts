import type Docker from 'dockerode';

import type { EngineInfo } from '../engine.ts';

/** Reads `GET /info` and `GET /version`. Both are outside data: what is not there or of another type becomes a default. */
export async function readEngineInfo(docker: Docker): Promise<EngineInfo> {
  const [infoAnswer, versionAnswer] = await Promise.all([docker.info(), docker.version()]);
  const info = record(infoAnswer);
  const version = record(versionAnswer);
  return {
    name: engineName(version),
    version: text(info['ServerVersion'] ?? version['Version']),
    apiVersion: text(version['ApiVersion']),
    os: text(info['OperatingSystem']),
    architecture: text(info['Architecture']),
    kernel: text(info['KernelVersion']),
    cgroupVersion: text(info['CgroupVersion'] ?? '1'),
    runtimes: Object.keys(record(info['Runtimes'])),
    defaultRuntime: text(info['DefaultRuntime'] ?? 'unknown'),
    securityOptions: texts(info['SecurityOptions']),
    cpus: count(info['NCPU']),
    memoryBytes: count(info['MemTotal']),
    enforces: {
      memory: info['MemoryLimit'] === true,
      swap: info['SwapLimit'] === true,
      processes: info['PidsLimit'] === true,
      cpu: info['CpuCfsQuota'] === true,
    },
    warnings: texts(info['Warnings']),
  };
}

function engineName(version: Record<string, unknown>): string {
  const components = Array.isArray(version['Components']) ? version['Components'].map((part) => text(record(part)['Name'])) : [];
  if (components.some((name) => name.startsWith('Podman'))) return 'Podman';
  const platform = text(record(version['Platform'])['Name']);
  return platform.startsWith('Docker Desktop') ? 'Docker Desktop' : 'Docker Engine';
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'unknown';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

import type { ContainerCreateOptions, HostConfig } from 'dockerode';

import type { ContainerRole, ContainerSpec } from '../container.ts';
import { isGvisor } from '../gvisor.ts';

const MiB = 1024 * 1024;

/** gVisor's kernel is a process in the container's control group, and ends when the host refuses it a thread. */
const gvisorThreads = 64;

/** Numeric ids without an entry in any passwd file, ours alone: 65534 is shared with whatever else runs as nobody. */
export const userIds: Readonly<Record<ContainerRole, number>> = {
  sandbox: 64_000,
  judge: 64_001,
  gate: 64_002,
  service: 64_003,
  tool: 64_004,
  holder: 64_005,
};

export interface SettingsContext {
  /** The seccomp profile as JSON text; the API does not read files. */
  readonly seccomp: string;
  readonly labels: Readonly<Record<string, string>>;
  /** OCI runtime, e.g. `runsc`. Default: the engine's. */
  readonly runtime?: string;
}

/**
 * The body of `POST /containers/create`. Everything a container could reach is closed here, by name,
 * so that no default of an engine's version or configuration opens it again.
 */
export function containerSettings(spec: ContainerSpec, context: SettingsContext): ContainerCreateOptions {
  const uid = userIds[spec.role];
  return {
    Image: spec.image,
    // With another container's network comes its host name.
    ...(spec.networkOf === undefined ? { Hostname: hostName(spec.role) } : {}),
    User: `${uid}:${uid}`,
    Env: Object.entries(spec.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    WorkingDir: '/work',
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    // In seconds. None of them has anything to put in order: an engine that stops need not wait ten for each, as it would by itself.
    StopTimeout: 1,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    // True would give a namespace of its own to one that shares another's.
    NetworkDisabled: spec.networkOf === undefined,
    Healthcheck: { Test: ['NONE'] },
    Labels: { ...context.labels },
    HostConfig: hostSettings(spec, uid, context),
  };
}

/** A sandbox is called the same wherever its network comes from. */
function hostName(role: ContainerRole): string {
  return role === 'holder' ? 'sandbox' : role;
}

// MaskedPaths and ReadonlyPaths stay unset on purpose: an empty list would unmask all of /proc.
function hostSettings(
  { role, limits, networkOf }: ContainerSpec,
  uid: number,
  context: SettingsContext,
): HostConfig & { readonly CgroupnsMode: string } {
  const size = `size=${limits.diskBytes},nr_inodes=${limits.diskEntries}`;
  return {
    NetworkMode: networkOf === undefined ? 'none' : `container:${networkOf}`,
    ReadonlyRootfs: true,
    Privileged: false,
    CapAdd: [],
    CapDrop: ['ALL'],
    // The bare form: Podman knows no `no-new-privileges:true`.
    // Servers of Debian need more system calls than Python does: they get the engine's own profile.
    SecurityOpt: ['no-new-privileges', ...(role === 'service' ? [] : [`seccomp=${context.seccomp}`])],
    PidsLimit: limits.processes + (context.runtime !== undefined && isGvisor(context.runtime) ? gvisorThreads : 0),
    Memory: limits.memoryBytes,
    // Equal means no swap; unset would mean as much swap again.
    MemorySwap: limits.memoryBytes,
    NanoCpus: Math.round(limits.cpus * 1e9),
    OomScoreAdj: 500,
    // Our agent is PID 1 itself: the kernel shields PID 1 from signals of its own namespace, so learner code cannot kill it.
    Init: false,
    // `none` would take /dev/shm and with it multiprocessing's locks.
    IpcMode: 'private',
    ShmSize: 16 * MiB,
    CgroupnsMode: 'private',
    Tmpfs: {
      '/tmp': `rw,noexec,nosuid,nodev,${size},mode=1777`,
      '/work': `rw,noexec,nosuid,nodev,${size},mode=0700,uid=${uid},gid=${uid}`,
    },
    // No nproc: it counts per user of the host, over all containers. PidsLimit does it.
    Ulimits: [
      ulimit('core', 0),
      ulimit('nofile', limits.openFiles),
      ulimit('fsize', limits.fileBytes),
      ulimit('stack', 8 * MiB),
      ulimit('memlock', 64 * 1024),
      ulimit('msgqueue', 0),
    ],
    // Attach works without a log, and a flood of output is not written to the host's disk.
    LogConfig: { Type: 'none', Config: {} },
    RestartPolicy: { Name: 'no' },
    // Would race with wait and inspect.
    AutoRemove: false,
    Binds: [],
    Devices: [],
    ExtraHosts: [],
    ...(context.runtime === undefined ? {} : { Runtime: context.runtime }),
  };
}

function ulimit(name: string, value: number): { Name: string; Soft: number; Hard: number } {
  return { Name: name, Soft: value, Hard: value };
}

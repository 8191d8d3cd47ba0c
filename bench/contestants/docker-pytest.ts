import { userIds } from '../../src/engine/docker/container-settings.ts';
import type { Limits } from '../../src/model/limits.ts';
import { isServiceName, serviceKinds } from '../../src/services/service-kinds.ts';
import { type Bench, NotPossibleError } from '../bench.ts';
import { runProcess } from '../run-process.ts';
import type { Suite } from '../suites.ts';
import { contestant, type OpenContestant } from './contestant.ts';
import { pytestAnswer } from './pytest-answer.ts';

/** Submission and suite in one throw-away container with the limits of Waymark's sandbox: what most people do who grade by pytest. */
export const openDockerPytest: OpenContestant = async (suite, bench) => {
  await assertClient(bench);
  const image = await bench.images.reference(plainImage(suite));
  const limits = hardening(suite, (await bench.engine.info()).cpus);
  return contestant(async (candidate) => {
    const args = [
      ...['run', '--rm', '--label', bench.label, ...limits],
      ...['--volume', `${suite.plain[candidate]}:/suite:ro`, '--workdir', '/suite', image],
    ];
    // A client that is asked to end waits for its container, where pytest is process 1 and hears nothing. It is removed by its label.
    return pytestAnswer(await runProcess('docker', args, { signal: bench.signal, killSignal: 'SIGKILL' }));
  });
};

/** The image of `bench/images/` in which plain pytest has what a suite of this kind needs. */
export function plainImage({ kind }: Suite): string {
  if (kind === 'service') return 'bench-postgres';
  return kind === 'http' ? 'bench-web' : 'bench-pytest';
}

async function assertClient({ signal }: Bench): Promise<void> {
  const { exitCode } = await runProcess('docker', ['version'], { signal }).catch(() => ({ exitCode: 127 }));
  if (exitCode !== 0) throw new NotPossibleError('There is no Docker client, or it cannot reach the engine.');
}

/** @param engineCpus more than there are is refused */
function hardening({ exercise }: Suite, engineCpus: number): readonly string[] {
  const { limits, services } = exercise;
  const { memoryBytes, processes, cpus } = withServices(limits, services);
  const user = services.length === 0 ? userIds.sandbox : userIds.service;
  const { diskBytes, fileBytes, openFiles } = services.length === 0 ? limits : serviceKinds.postgres;
  const writable = `rw,noexec,nosuid,nodev,size=${diskBytes}`;
  return [
    ...['--user', `${user}:${user}`, '--network', 'none', '--read-only', '--cap-drop', 'ALL'],
    ...['--security-opt', 'no-new-privileges', '--memory', `${memoryBytes}`, '--memory-swap', `${memoryBytes}`],
    ...[
      '--pids-limit',
      `${processes}`,
      '--cpus',
      `${Math.min(cpus, engineCpus)}`,
      '--ulimit',
      `nofile=${openFiles}`,
      '--ulimit',
      `fsize=${fileBytes}`,
    ],
    ...['--tmpfs', `/tmp:${writable},mode=1777`, '--tmpfs', `/work:${writable},mode=0700,uid=${user},gid=${user}`],
  ];
}

/** A container that holds the servers as well may take what they may. */
function withServices(limits: Limits, services: readonly string[]): Pick<Limits, 'memoryBytes' | 'processes' | 'cpus'> {
  return services.filter(isServiceName).reduce<Pick<Limits, 'memoryBytes' | 'processes' | 'cpus'>>(
    (sum, name) => ({
      memoryBytes: sum.memoryBytes + serviceKinds[name].memoryBytes,
      processes: sum.processes + serviceKinds[name].processes,
      cpus: sum.cpus + serviceKinds[name].cpus,
    }),
    limits,
  );
}

import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import { expect } from 'vitest';
import type { ContainerRole } from '../../../src/engine/container.ts';
import { ownerLabel, roleLabel } from '../../../src/engine/docker/owner.ts';
import { openImageStore } from '../../../src/engine/images/image-store.ts';
import { startWaymark } from '../../cli/run-waymark.ts';
import { openEngineHere } from '../engine/probe-engine.ts';
import { type TempSubmission, tempSubmission } from '../grading/temp-submission.ts';

/** Where a right and a wrong submission lie, and what the command line needs to grade them. */
const slugs = fileURLToPath(new URL('../../cli/fixtures/catalog/text/make-slugs', import.meta.url));
export const right = ['-e', slugs, `${slugs}/solution`] as const;
export const wrong = ['-e', slugs, `${slugs}/wrong/keeps-doubles`] as const;

/** A submission with one test in which it sleeps for two seconds, and otherwise a right one. */
export function sleeper(): Promise<TempSubmission> {
  return tempSubmission('import subprocess\ndef victim(n):\n    subprocess.run(["sleep", "2"])\n    return 2 * n');
}

export interface GradeOptions {
  /** As DOCKER_HOST has it. Default: the engine of the machine. */
  readonly host?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Done meanwhile, with the id of the process that grades. */
  readonly meanwhile?: (pid: number, stderr: NodeJS.ReadableStream) => Promise<unknown>;
}

/** What came of `waymark grade --json`. */
export interface Outcome {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly pid: number;
  // biome-ignore lint/suspicious/noExplicitAny: what it is like is what the tests are about
  readonly report: any;
}

/** Grades with the command line, as people and CI jobs do. */
export async function grade(args: readonly string[], { host, env = {}, meanwhile }: GradeOptions = {}): Promise<Outcome> {
  const running = startWaymark(['grade', '--json', ...args], {
    env: { ...env, ...(host === undefined ? {} : { DOCKER_HOST: host }) },
  });
  const pid = running.pid ?? 0;
  await meanwhile?.(pid, running.stderr);
  const { exitCode, stdout, stderr } = await running;
  return { exitCode, stdout, stderr, pid, report: stdout === '' ? undefined : JSON.parse(stdout) };
}

/** Waits until a grading says this on standard error, or has ended. */
export function untilItSays(stderr: NodeJS.ReadableStream, said: string): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    stderr.on('data', (chunk) => {
      text += chunk;
      if (text.includes(said)) resolve();
    });
    stderr.on('close', resolve);
  });
}

/** Waits until the sleeper sleeps, in another sandbox than this one if one is named. Gives the id of its sandbox. */
export async function untilAsleep(docker: Docker, pid: number, otherThan?: string): Promise<string> {
  const giveUpAt = performance.now() + 60_000;
  while (performance.now() < giveUpAt) {
    for (const { Id: id } of await ownContainers(docker, pid, 'sandbox')) {
      const { Processes: processes } = await docker
        .getContainer(id)
        .top()
        .catch(() => ({ Processes: [] }));
      if (id !== otherThan && JSON.stringify(processes).includes('sleep')) return id;
    }
    await sleep(50);
  }
  throw new Error('No sandbox came to the test in which it sleeps.');
}

/** Nothing was graded, it is said whose matter that is and what to do next, in sentences. */
export function expectUngraded({ exitCode, report, stderr }: Outcome, code: string, next: RegExp): void {
  expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining(`(${code}`) });
  expect(report).toMatchObject({
    status: 'infrastructure-error',
    score: null,
    tests: [],
    problem: { code, owner: 'house', next: expect.stringMatching(next) },
    run: { attempts: 0 },
  });
  expect(stderr).toContain(report.problem.next);
  expect(stderr).not.toMatch(/^\s+at /mu);
}

/** As good as if nothing had been: the same report, byte for byte, but for its `run`. */
export function expectGraded({ exitCode, report, stderr }: Outcome, expected: { digest: string; attempts: number }): void {
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.not.stringContaining('error:') });
  expect({ digest: report.digest, attempts: report.run.attempts, score: report.score.fraction }).toEqual({
    ...expected,
    score: 1,
  });
  if (expected.attempts > 1) expect(stderr).toContain('Trying once more: ');
}

/** Containers of Waymark on an engine, as `role state`, in order; of one process if it is named. */
export async function containersOn(docker: Docker, pid?: number): Promise<readonly string[]> {
  return (await ownContainers(docker, pid)).map(({ Labels, State }) => `${Labels[roleLabel]} ${State}`).sort();
}

/** SIGKILL to the judge of a process, as an administrator or the kernel would do it. */
export async function killJudge(docker: Docker, pid: number): Promise<void> {
  for (const { Id: id } of await ownContainers(docker, pid, 'judge')) await docker.getContainer(id).kill();
}

export async function ownContainers(docker: Docker, pid?: number, role?: ContainerRole) {
  const all = await docker.listContainers({ all: true, filters: { label: [ownerLabel] } });
  return all.filter(
    ({ Labels }) =>
      (pid === undefined || Labels[ownerLabel]?.startsWith(`${pid}@`)) && (role === undefined || Labels[roleLabel] === role),
  );
}

/** The images of these names on the engine of the machine, built there if need be. Gives their tags. */
export async function imagesHere(...names: readonly string[]): Promise<readonly string[]> {
  await using engine = await openEngineHere();
  const host = { env: process.env, platform: process.platform, homedir: homedir() };
  const store = openImageStore({ engine: engine.images, host });
  const tags: string[] = [];
  for (const name of names) tags.push(await store.ensure(name));
  return tags;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownerLabel, roleLabel } from '../../../src/engine/docker/owner.ts';
import { startWaymark } from '../../cli/run-waymark.ts';
import { type Bench, engineHere, fourTests, honestBut, openBench, titled } from './grading-bench.ts';
import { tempSubmission } from './temp-submission.ts';

let bench: Bench;
let docker: Docker;

describe.skipIf(engineHere === undefined)(titled('a grading that does not come to its end'), () => {
  beforeAll(async () => {
    bench = await openBench();
    docker = bench.docker;
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each([0, 50, 150, 300, 500, 800])('aborted after %d ms rejects, and leaves no container', async (delayMs) => {
    const controller = new AbortController();
    const exercise = await fourTests({ testTimeMs: 60_000 });
    const submission = await honestBut('import time\ndef victim(n): time.sleep(60)');

    const grading = bench.grade(exercise, submission, { signal: controller.signal });
    const outcome = expect(grading).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(delayMs);
    controller.abort();

    await outcome;
    await expect.poll(bench.containers, { timeout: 10_000 }).toEqual([]);
  });

  test('aborted before it began opens nothing', async () => {
    const signal = AbortSignal.abort();

    await expect(bench.grade(await fourTests(), await honestBut(), { signal })).rejects.toMatchObject({ name: 'AbortError' });

    expect(await bench.containers()).toEqual([]);
  });

  describe('because its orchestrator is stopped', () => {
    const containersOf = async (pid: number | undefined) =>
      (await docker.listContainers({ all: true, filters: { label: [ownerLabel] } })).filter((one) =>
        one.Labels[ownerLabel]?.startsWith(`${pid}@`),
      );
    const whenBothRun = (pid: number | undefined) =>
      expect
        .poll(async () => (await containersOf(pid)).map(({ Labels, State }) => `${Labels[roleLabel]} ${State}`).sort(), {
          timeout: 30_000,
        })
        .toEqual(['judge running', 'sandbox running']);

    test('by SIGINT ends with 130 and leaves no container', async () => {
      await using sleeping = await tempSubmission('import time\ndef victim(n): time.sleep(60)');
      const running = startWaymark(['grade', '--quiet', ...sleeping.args]);
      await whenBothRun(running.pid);

      running.kill('SIGINT');

      expect((await running).exitCode).toBe(130);
      expect(await containersOf(running.pid)).toEqual([]);
    });

    test('by SIGKILL leaves its containers to the next grading, which removes them', async () => {
      await using sleeping = await tempSubmission('import time\ndef victim(n): time.sleep(60)');
      await using honest = await tempSubmission('');
      const killed = startWaymark(['grade', '--quiet', ...sleeping.args]);
      await whenBothRun(killed.pid);
      killed.kill('SIGKILL');
      await killed;
      expect((await containersOf(killed.pid)).length).toBe(2);

      const next = await startWaymark(['grade', '--quiet', ...honest.args]);

      expect(next).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await containersOf(killed.pid)).toEqual([]);
    });
  });
});

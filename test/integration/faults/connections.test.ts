import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engineHere } from '../engine/probe-engine.ts';
import { titled } from '../grading/grading-bench.ts';
import type { TempSubmission } from '../grading/temp-submission.ts';
import { type Asked, type EngineProxy, startProxy, type Treatment } from './engine-proxy.ts';
import { containersOn, expectGraded, expectUngraded, grade, ownContainers, right, sleeper, untilAsleep } from './fault-bench.ts';

const isCreate = ({ path }: Asked): boolean => path.startsWith('/containers/create');
const isStart = ({ path }: Asked): boolean => path.endsWith('/start');
const isAttach = ({ path }: Asked): boolean => path.includes('/attach');
const isRemove = ({ method, path }: Asked): boolean => method === 'DELETE' && path.startsWith('/containers/');
const isInfo = ({ path }: Asked): boolean => path.startsWith('/info');

const refused = (status: number, message: string): Treatment => ({ status, message });

describe.skipIf(engineHere === undefined)(titled('a way to the engine that fails'), () => {
  let proxy: EngineProxy;
  let docker: Docker;
  let submission: TempSubmission;
  let digest: string;
  let sleeperDigest: string;

  beforeAll(async () => {
    if (engineHere === undefined) return;
    proxy = await startProxy(engineHere);
    docker = new Docker({ socketPath: proxy.host.slice('unix://'.length) });
    submission = await sleeper();
    digest = (await grade(right)).report.digest;
    sleeperDigest = (await grade(submission.args)).report.digest;
  });
  beforeEach(() => {
    proxy.treat = () => 'pass';
  });
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await submission?.[Symbol.asyncDispose]();
  });

  /** What is asked so is treated so, the first `times` times. */
  const treat = (which: (asked: Asked) => boolean, treatment: Treatment, times = Number.POSITIVE_INFINITY): void => {
    let left = times;
    proxy.treat = (asked) => {
      if (!which(asked) || left === 0) return 'pass';
      left -= 1;
      return treatment;
    };
  };
  /** Grades the sleeper, and does this in the middle of its test. */
  const disturb = (act: (sandbox: string, pid: number) => unknown) =>
    grade(submission.args, { ...proxy, meanwhile: async (pid) => act(await untilAsleep(docker, pid), pid) });

  test('because each answer takes one to three seconds costs the learner no time', async () => {
    let asked = 0;
    proxy.treat = async ({ path }): Promise<Treatment> => {
      asked += 1;
      const delayMs = path === '/_ping' ? 3000 : 1000 + 500 * (asked % 3);
      await sleep(delayMs);
      return 'pass';
    };

    const outcome = await grade(right, proxy);

    expectGraded(outcome, { digest, attempts: 1 });
    expect(outcome.report.run.usage.wallTimeMs).toBeGreaterThan(3000);
    expect(outcome.report.run.usage.submissionTimeMs).toBeLessThan(1000);
  });

  test.each<[string, (asked: Asked) => boolean, Treatment]>([
    ['the engine is short of something', isCreate, refused(500, 'failed to create endpoint: resource temporarily unavailable')],
    ['something else is still going on', isCreate, refused(409, 'removal of container is already in progress')],
    ['a container does not start', isStart, refused(500, 'OCI runtime create failed: device or resource busy')],
    ['a container cannot be attached to', isAttach, refused(503, 'try again')],
    ['the connection is cut before a container is made', isCreate, 'cut-before'],
    ['the connection is cut before a container starts', isStart, 'cut-before'],
    ['the connection is cut after a container has started', isStart, 'cut-after'],
  ])('once, because %s, is tried once more', async (_, which, treatment) => {
    treat(which, treatment, 1);

    const outcome = await grade(right, proxy);

    expectGraded(outcome, { digest, attempts: 2 });
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test('after a container was made and before its id is known leaves it to the next grading', async () => {
    treat(isCreate, 'cut-after', 1);

    const outcome = await grade(right, proxy);
    const left = await containersOn(docker, outcome.pid);
    await grade(right, proxy);

    expectGraded(outcome, { digest, attempts: 2 });
    expect(left).toEqual([expect.stringMatching(/^(judge|sandbox) created$/)]);
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test.each<[string, (asked: Asked) => boolean, Treatment, string, RegExp, number]>([
    ['twice, is', isCreate, refused(500, 'resource temporarily unavailable'), 'WAYMARK_ENGINE_FAILED', /docker info/, 2],
    [
      'for lack of disk space, is not',
      isCreate,
      refused(500, 'no space left on device'),
      'WAYMARK_ENGINE_FAILED',
      /disk space/,
      1,
    ],
    [
      'for a request it cannot take, is not',
      isCreate,
      refused(400, 'unknown runtime'),
      'WAYMARK_ENGINE_FAILED',
      /docker info/,
      1,
    ],
    ['for everything, is not', () => true, 'cut-before', 'WAYMARK_ENGINE_UNREACHABLE', /Start that engine/, 0],
  ])('%s tried once more', async (_, which, treatment, code, next, attempts) => {
    treat(which, treatment);
    const before = proxy.asked.length;

    const outcome = await grade(right, proxy);

    const creations = proxy.asked.slice(before).filter(isCreate).length;
    proxy.treat = () => 'pass';
    expectUngraded(outcome, code, next);
    // A judge and a sandbox each time.
    expect(creations).toBe(2 * attempts);
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test('to the sandbox in the middle of a test is no crash of the submission', async () => {
    const outcome = await disturb((sandbox) => expect(proxy.cut(({ path }) => path.includes(`${sandbox}/attach`))).toBe(1));

    expectGraded(outcome, { digest: sleeperDigest, attempts: 2 });
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test('to the judge in the middle of a test grades nothing', async () => {
    const outcome = await disturb(async (_, pid) => {
      const [judge] = await ownContainers(docker, pid, 'judge');
      expect(proxy.cut(({ path }) => path.includes(`${judge?.Id}/attach`))).toBe(1);
    });

    expectUngraded(outcome, 'WAYMARK_JUDGE_BROKEN', /Grade again/);
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test('for everything in the middle of a test, and is there again, is tried once more', async () => {
    const outcome = await disturb(() => expect(proxy.cut(() => true)).toBeGreaterThan(2));

    expectGraded(outcome, { digest: sleeperDigest, attempts: 2 });
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });

  test('after the verdict does not cost it', async () => {
    treat(isInfo, 'cut-before');

    const outcome = await grade(right, proxy);

    expectGraded(outcome, { digest, attempts: 1 });
    expect(outcome.report.run).toMatchObject({ engine: null, runtime: null, images: { judge: { id: expect.any(String) } } });
  });

  test('to remove anything leaves it to the next grading', async () => {
    treat(isRemove, refused(500, 'driver failed to remove root filesystem: device or resource busy'));

    const outcome = await grade(right, proxy);
    const left = await containersOn(docker, outcome.pid);
    proxy.treat = () => 'pass';
    await grade(right, proxy);

    expectGraded(outcome, { digest, attempts: 1 });
    expect(left.length).toBe(2);
    expect(await containersOn(docker, outcome.pid)).toEqual([]);
  });
});

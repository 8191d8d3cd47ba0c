import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TempSubmission } from '../grading/temp-submission.ts';
import { startProxy, type Treatment } from './engine-proxy.ts';
import {
  containersOn,
  expectGraded,
  expectUngraded,
  grade,
  imagesHere,
  killJudge,
  right,
  sleeper,
  untilAsleep,
  untilItSays,
} from './fault-bench.ts';
import { type OwnEngine, skippedBecause, startOwnEngine, whyNoOwnEngine } from './own-engine.ts';

describe.skipIf(whyNoOwnEngine !== undefined)(`an engine that fails${skippedBecause(whyNoOwnEngine)}`, () => {
  let engine: OwnEngine;
  let submission: TempSubmission;
  let sandboxImage: string;
  let digest: string;
  let sleeperDigest: string;

  beforeAll(async () => {
    submission = await sleeper();
    engine = await startOwnEngine();
    const tags = await imagesHere('base', 'judge', 'python');
    await engine.take(tags);
    sandboxImage = tags[2] ?? '';
    digest = (await grade(right, engine)).report.digest;
    sleeperDigest = (await grade(submission.args, engine)).report.digest;
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    await submission?.[Symbol.asyncDispose]();
  });

  /** Grades the sleeper, and does this in the middle of its test. */
  const disturb = (act: (sandbox: string, pid: number) => Promise<unknown>) =>
    grade(submission.args, { ...engine, meanwhile: async (pid) => act(await untilAsleep(engine.docker, pid), pid) });
  const kill = (id: string) => engine.docker.getContainer(id).kill();

  /** The next grading is as good as ever, and removes what the last one could not. */
  async function expectRecovered(): Promise<void> {
    expectGraded(await grade(right, engine), { digest, attempts: 1 });
    expect(await containersOn(engine.docker)).toEqual([]);
  }

  test.each([
    ['killed', 'SIGKILL'],
    ['stopped', 'SIGTERM'],
  ] as const)('because it is %s in the middle of a test grades nothing', async (_, signal) => {
    const outcome = await disturb(() => engine.end(signal));

    expectUngraded(outcome, 'WAYMARK_ENGINE_UNREACHABLE', /Start the engine/);
    await engine.start();
    await expectRecovered();
  });

  test('because it is killed after its orchestrator leaves nothing to the next grading', async () => {
    await disturb(async (_, pid) => process.kill(pid, 'SIGKILL'));
    const left = await containersOn(engine.docker);
    await engine.end('SIGKILL');
    await engine.start();

    expect(left).toEqual(['judge running', 'sandbox running']);
    await expectRecovered();
  });

  test('to keep a sandbox alive is asked for another one, and the grade is the same', async () => {
    const outcome = await disturb(kill);

    expectGraded(outcome, { digest: sleeperDigest, attempts: 2 });
    expect(await containersOn(engine.docker)).toEqual([]);
  });

  test('to keep a sandbox alive twice grades nothing', async () => {
    const outcome = await disturb(async (sandbox, pid) => {
      await kill(sandbox);
      await kill(await untilAsleep(engine.docker, pid, sandbox));
    });

    expectUngraded(outcome, 'WAYMARK_SANDBOX_FAILED', /grade again/);
    expect(await containersOn(engine.docker)).toEqual([]);
  });

  test('to keep a judge alive before the first test is asked for another one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-slow-suite-'));
    const suite = 'import time\n\nfrom solution import f\n\ntime.sleep(1.5)\n\n\ndef test_f():\n    assert f() == 1\n';
    await writeFile(join(folder, 'test_slow.py'), suite);
    await writeFile(join(folder, 'solution.py'), 'def f():\n    return 1\n');
    const args = ['--suite', join(folder, 'test_slow.py'), join(folder, 'solution.py')];

    const undisturbed = await grade(args, engine);
    const outcome = await grade(args, {
      ...engine,
      meanwhile: async (pid, stderr) => {
        await untilItSays(stderr, 'Collecting the suite');
        await killJudge(engine.docker, pid);
      },
    });

    await rm(folder, { recursive: true });
    expectGraded(outcome, { digest: undisturbed.report.digest, attempts: 2 });
    expect(await containersOn(engine.docker)).toEqual([]);
  });

  test('to keep a judge alive in the middle of a test grades nothing', async () => {
    const outcome = await disturb((_, pid) => killJudge(engine.docker, pid));

    expectUngraded(outcome, 'WAYMARK_JUDGE_BROKEN', /Grade again/);
    expect(outcome.stderr).not.toContain('Trying once more');
    expect(await containersOn(engine.docker)).toEqual([]);
  });

  describe('to keep an image', () => {
    const remove = async (): Promise<void> => {
      await engine.docker.getImage(sandboxImage).tag({ repo: 'kept', tag: 'here' });
      await engine.docker.getImage(sandboxImage).remove();
    };
    const putBack = async (): Promise<void> => {
      const [repo = '', tag = ''] = sandboxImage.split(':');
      await engine.docker.getImage('kept:here').tag({ repo, tag });
    };

    test('while a grading starts says how to get it back', async () => {
      await using proxy = await startProxy(engine.address);
      let removal: Promise<void> | undefined;
      proxy.treat = async ({ path }): Promise<Treatment> => {
        if (path.startsWith('/containers/create')) {
          removal ??= remove();
          await removal;
        }
        return 'pass';
      };

      const outcome = await grade(right, proxy);

      expectUngraded(outcome, 'WAYMARK_RUNNER_IMAGE_MISSING', /waymark images build/);
      expect(outcome.stderr).not.toContain('Trying once more');
      await putBack();
      await expectRecovered();
    });

    test('in the middle of a grading costs nothing', async () => {
      const outcome = await disturb(remove);

      expectGraded(outcome, { digest: sleeperDigest, attempts: 1 });
      expect(outcome.report.run.images).toMatchObject({ judge: { id: expect.any(String) }, sandbox: null });
      await putBack();
    });

    test('before a grading has it built anew', async () => {
      await engine.docker.getImage(sandboxImage).remove();

      const outcome = await grade(right, engine);

      expectGraded(outcome, { digest, attempts: 1 });
      expect(outcome.stderr).toContain('image python');
    });
  });

  test('because its disk is full says so', async () => {
    const { bavail, bsize } = await statfs(engine.dataFolder);
    const filler = join(engine.dataFolder, 'filler');
    execFileSync('fallocate', ['--length', String(bavail * bsize), filler]);

    const outcome = await grade(right, engine);

    expectUngraded(outcome, 'WAYMARK_ENGINE_FAILED', /Free disk space/);
    expect(outcome.stderr).not.toContain('Trying once more');
    await rm(filler);
    await expectRecovered();
  });

  test('to start another process is asked twice, and then given up', async () => {
    const limitProcesses = (most: string): void => {
      for (const group of engine.cgroups('pids')) writeFileSync(join(group, 'pids.max'), most);
    };
    limitProcesses('1');

    const outcome = await grade(right, engine);

    limitProcesses('max');
    expectUngraded(outcome, 'WAYMARK_ENGINE_FAILED', /docker info/);
    expect(outcome.stderr).toContain('Trying once more');
    await expectRecovered();
  });
});

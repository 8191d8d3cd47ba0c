import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWaymark, waymarkCommand } from '../../cli/run-waymark.ts';
import { engineHere } from '../engine/probe-engine.ts';
import { titled } from '../grading/grading-bench.ts';
import type { TempSubmission } from '../grading/temp-submission.ts';
import { expectGraded, expectUngraded, grade, killJudge, right, sleeper, untilAsleep, wrong } from './fault-bench.ts';

const hourMs = 3_600_000;

describe.skipIf(engineHere === undefined)(titled('a clock that is set in the middle of a test'), () => {
  let docker: Docker;
  let submission: TempSubmission;
  let digest: string;

  beforeAll(async () => {
    docker = new Docker(engineHere?.kind === 'socket' ? { socketPath: engineHere.path } : undefined);
    submission = await sleeper();
    digest = (await grade(submission.args)).report.digest;
  });
  afterAll(() => submission?.[Symbol.asyncDispose]());

  const gradeWhileSet = (byMs: number, act: (pid: number) => unknown = () => undefined) =>
    grade(submission.args, {
      env: { NODE_OPTIONS: `--import=${import.meta.resolve('./settable-clock.ts')}`, CLOCK_JUMP_MS: String(byMs) },
      meanwhile: async (pid) => {
        await untilAsleep(docker, pid);
        process.kill(pid, 'SIGUSR2');
        await act(pid);
      },
    });
  const spanOf = ({ startedAt, finishedAt }: { startedAt: string; finishedAt: string }): number =>
    Date.parse(finishedAt) - Date.parse(startedAt);

  test.each([
    ['forwards', hourMs],
    ['backwards', -hourMs],
  ])('%s by an hour ends no test, and the report tells the time that passed', async (_, byMs) => {
    const outcome = await gradeWhileSet(byMs);

    expectGraded(outcome, { digest, attempts: 1 });
    const { usage } = outcome.report.run;
    expect(usage.submissionTimeMs).toBeGreaterThan(1900);
    expect(usage.wallTimeMs).toBeLessThan(hourMs / 2);
    expect(Math.abs(spanOf(outcome.report.run) - usage.wallTimeMs)).toBeLessThan(2);
  });

  test.each([
    ['forwards', hourMs],
    ['backwards', -hourMs],
  ])('%s by an hour does not spoil the report of a failure', async (_, byMs) => {
    const outcome = await gradeWhileSet(byMs, (pid) => killJudge(docker, pid));

    expectUngraded(outcome, 'WAYMARK_JUDGE_BROKEN', /Grade again/);
    const { usage } = outcome.report.run;
    expect(usage.wallTimeMs).toBeLessThan(hourMs / 2);
    expect(Math.abs(spanOf(outcome.report.run) - usage.wallTimeMs)).toBeLessThan(2);
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(engineHere === undefined)(titled('a report that cannot be written'), () => {
  let folder: string;
  let tiny: string;
  let readOnly: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waymark-reports-'));
    [tiny, readOnly] = [join(folder, 'tiny'), join(folder, 'read-only')];
    for (const place of [tiny, readOnly]) {
      await mkdir(place);
      if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'waymark-faults', place]);
      await writeFile(join(place, 'old.json'), '{}');
    }
    if (canMount) execFileSync('mount', ['-o', 'remount,ro', readOnly]);
  });
  afterAll(async () => {
    if (canMount) for (const place of [tiny, readOnly]) execFileSync('umount', [place]);
    await rm(folder, { recursive: true });
  });

  const faults: readonly [string, () => string, RegExp, boolean][] = [
    ['because its folder is not there', () => join(folder, 'nowhere', 'r.json'), /folder does not exist/, true],
    ['because it is a folder', () => folder, /it is a folder/, true],
    ['because a part of its path is a file', () => join(readOnly, 'old.json', 'r.json'), /is not a folder/, true],
    ['because the device is full', () => '/dev/full', /disk is full/, process.platform === 'linux'],
    ['because the disk is full', () => join(tiny, 'r.json'), /disk is full/, canMount],
    ['in place of an older one, because the disk is full', () => join(tiny, 'old.json'), /disk is full/, canMount],
    ['because the file system is read-only', () => join(readOnly, 'r.json'), /read-only/, canMount],
  ];
  test.each(faults.filter(([, , , isPossible]) => isPossible))(
    '%s costs neither the grade nor what was there',
    async (_, place, why) => {
      const run = await runWaymark(['grade', '--quiet', '--report', place(), ...wrong]);

      expect(run).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('4 of 11 points') });
      expect(run.stderr).toMatch(why);
      expect(run.stderr).toContain('Name a file in a folder you may write to');
      expect(run.stderr).toContain('(WAYMARK_REPORT_NOT_WRITTEN');
      expect([(await readdir(folder)).sort(), await readdir(tiny), await readdir(readOnly)]).toEqual([
        ['read-only', 'tiny'],
        ['old.json'],
        ['old.json'],
      ]);
      expect(await readFile(join(tiny, 'old.json'), 'utf8')).toBe('{}');
    },
  );

  test.skipIf(process.platform !== 'linux')('to standard output, because it is full, leaves the one in a file', async () => {
    const file = join(folder, 'good.json');
    const command = waymarkCommand(['grade', '--quiet', '--json', '--report', file, ...right]);

    const { exitCode, stderr } = await execa('sh', ['-c', 'exec "$0" "$@" > /dev/full', ...command], {
      reject: false,
      stdin: 'ignore',
    });

    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining('(WAYMARK_OUTPUT_NOT_WRITTEN') });
    expect(stderr).toMatch(/the disk is full\.\nSend standard output to where there is room/);
    expect(stderr).not.toMatch(/^\s+at /mu);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ status: 'graded', score: { points: 11 } });
  });
});

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWaymark, startWaymark } from '../../cli/run-waymark.ts';

const catalog = fileURLToPath(new URL('../../cli/fixtures/catalog', import.meta.url));
const exercise = join(catalog, 'text', 'make-slugs');
const examination = await runWaymark(['doctor', '--json']);
const isReady = examination.exitCode === 0;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-grade-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!isReady)(
  `waymark grade${isReady ? '' : ' (skipped: "waymark doctor" says that grading cannot work here)'}`,
  () => {
    test('passes the reference solution with 0 and says so', async () => {
      const run = await runWaymark(['grade', '--quiet', '-e', exercise, join(exercise, 'solution')]);

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain('✓ passed    Spaces become one dash (3 of 3 cases, 9 of 9 points)');
      expect(run.stdout).toContain('11 of 11 points, 100 %, passed — needs 60 %');
    });

    test('grades a misconception below the pass mark with 1, and shows what came back', async () => {
      const run = await runWaymark(['grade', '--quiet', '-e', exercise, join(exercise, 'wrong', 'keeps-doubles')]);

      expect(run).toMatchObject({ exitCode: 1, stderr: '' });
      expect(run.stdout).toContain('Spaces become one dash (1 of 3 cases, 3 of 9 points)');
      expect(run.stdout).toMatch(/expected {3}'a-b'\n\s+came back {2}'a--b'/u);
      expect(run.stdout).toContain('Hint: How many dashes should several spaces become?');
    });

    test("shows the learner's own line where an exception left it", async () => {
      const run = await runWaymark(['grade', '--quiet', '-e', exercise, join(exercise, 'starter')]);

      expect(run.exitCode).toBe(1);
      expect(run.stdout).toMatch(/NotImplementedError.*at solution\.py:2, in slugify\n\s+raise NotImplementedError/su);
    });

    test('--report - prints JSON and nothing else, with the same digest each time', async () => {
      const args = ['grade', '-e', exercise, '--report', '-', join(exercise, 'wrong', 'keeps-doubles')];

      const [one, other] = [await runWaymark(args), await runWaymark(args)];

      expect(one.exitCode).toBe(1);
      const [{ run: first, ...stable }, { run: second, ...sameStable }] = [JSON.parse(one.stdout), JSON.parse(other.stdout)];
      expect(sameStable).toEqual(stable);
      expect(second.id).not.toBe(first.id);
    });

    test('at feedback hints no hidden input is told, neither on the terminal nor in the report', async () => {
      const report = join(folder, 'hints.json');

      const run = await runWaymark([
        'grade',
        '--feedback',
        'hints',
        '-e',
        exercise,
        '--report',
        report,
        join(exercise, 'wrong', 'keeps-doubles'),
      ]);

      const text = await readFile(report, 'utf8');
      for (const told of [run.stdout, run.stderr, text]) {
        expect(told).not.toMatch(/a {2}b|a--b|\[a/u);
      }
      expect(run.stdout).toContain(`Report: ${report}`);
    });

    test('grades with a bare suite and a file of any name', async () => {
      await mkdir(join(folder, 'suite'));
      await copyFile(join(exercise, 'hidden', 'test_slugs.py'), join(folder, 'suite', 'test_slugs.py'));
      await copyFile(join(exercise, 'solution', 'solution.py'), join(folder, 'my_work.py'));

      const run = await runWaymark(
        ['grade', '--quiet', '--suite', 'suite/test_slugs.py', '--entry', 'solution.py', 'my_work.py'],
        { cwd: folder },
      );

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    });

    test('a syntax error is one sentence with the line, exit code 1, no points', async () => {
      await writeFile(join(folder, 'solution.py'), 'def slugify(text:\n    return text\n');

      const run = await runWaymark(['grade', '--json', '-e', exercise, 'solution.py'], { cwd: folder });

      expect(run.exitCode).toBe(1);
      expect(JSON.parse(run.stdout)).toMatchObject({
        status: 'import-failed',
        score: { points: 0, maximum: 11 },
        problem: { owner: 'learner' },
      });
    });

    test('a report that cannot be written costs the exit code, not the result', async () => {
      const run = await runWaymark([
        'grade',
        '--quiet',
        '-e',
        exercise,
        '--report',
        join(folder, 'nowhere', 'r.json'),
        join(exercise, 'solution'),
      ]);

      expect(run.exitCode).toBe(4);
      expect(run.stdout).toContain('11 of 11 points');
      expect(run.stderr).toContain('WAYMARK_REPORT_NOT_WRITTEN');
    });

    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const)('%s ends it with %i and leaves no report', async (signal, code) => {
      await writeFile(join(folder, 'endless.py'), 'def slugify(text):\n    while True:\n        pass\n');
      const running = startWaymark(['grade', '-e', exercise, '--entry', 'solution.py', '--report', '-', 'endless.py'], {
        cwd: folder,
      });

      await new Promise((resolve) => setTimeout(resolve, 3000));
      running.kill(signal);
      const run = await running;

      expect(run.exitCode).toBe(code);
      expect(run.stdout).toBe('');
      expect(run.stderr).toContain('Stopped. Nothing was graded.');
      expect(run.stderr).not.toMatch(/^\s+at /mu);
    });
  },
);

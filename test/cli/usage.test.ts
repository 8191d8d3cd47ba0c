import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runWaymark } from './run-waymark.ts';

const catalog = fileURLToPath(new URL('fixtures/catalog', import.meta.url));
const solution = join(catalog, 'text', 'make-slugs', 'solution');
/** A host on which no engine answers, whatever this one has. */
const noEngine = { DOCKER_HOST: 'unix:///nowhere/engine.sock' };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-cli-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('without a command', () => {
  test('--version prints the version and nothing else', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));

    expect(await runWaymark(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help prints the commands and the exit codes on stdout', async () => {
    const run = await runWaymark(['--help']);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/grade.*list.*show.*images.*doctor.*Exit codes:/su);
  });

  test('nothing at all is wrong usage, and shows the help on stderr', async () => {
    const run = await runWaymark([]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('Usage: waymark');
  });
});

describe('wrong usage exits with 2, on stderr, with the usage line', () => {
  test.each([
    [['gradee'], "unknown command 'gradee'"],
    [['--frobnicate'], "unknown option '--frobnicate'"],
    [['grade'], "missing required argument 'submission'"],
    [['grade', 'x', '--feedback', 'everything'], 'Allowed choices are full, hints, titles, score.'],
    [['grade', 'x', '--exercise'], 'argument missing'],
    [['list', '--difficulty', '9'], 'It is a number from 1 to 5.'],
    [['show'], "missing required argument 'exercise'"],
    [['images', 'frob'], "unknown command 'frob'"],
  ])('%j', async (args, message) => {
    const run = await runWaymark(args, { cwd: folder });

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain('Usage: waymark');
    expect(run.stderr).not.toMatch(/^\s+at /mu);
  });
});

describe('the exercise', () => {
  test('an unknown one is wrong usage, and the nearest are named', async () => {
    const run = await runWaymark(['grade', '--catalog', catalog, '--exercise', 'make-slug', solution]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('make-slugs');
    expect(run.stderr).toContain('WAYMARK_UNKNOWN_EXERCISE');
  });

  test('none named and none to infer is wrong usage that says what to do', async () => {
    await writeFile(join(folder, 'work.py'), 'x = 1\n');

    const run = await runWaymark(['grade', '--catalog', catalog, 'work.py'], { cwd: folder });

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('--exercise <slug>');
    expect(run.stderr).toContain('WAYMARK_EXERCISE_NOT_NAMED');
  });

  test.each([
    ['the exercise.json above its folder', solution],
    ['the name of a file', 'make_slugs.py'],
  ])('is inferred from %s', async (_from, submission) => {
    await writeFile(join(folder, 'make_slugs.py'), 'def slugify(text): ...\n');

    const run = await runWaymark(['grade', '--json', '--catalog', catalog, submission], { cwd: folder, env: noEngine });

    expect(JSON.parse(run.stdout)).toMatchObject({ exercise: { slug: 'make-slugs' } });
  });

  test('--exercise and --suite exclude each other', async () => {
    const run = await runWaymark(['grade', '--exercise', 'make-slugs', '--suite', 'test_x.py', solution]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('WAYMARK_CONFLICTING_OPTIONS');
  });
});

describe('a refused submission', () => {
  test('exits with 3 and says what to do, without a stack trace', async () => {
    const run = await runWaymark(['grade', '--catalog', catalog, '--exercise', 'make-slugs', 'nowhere'], { cwd: folder });

    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain('There is no file or folder "nowhere".');
    expect(run.stderr).toContain('submission.not-found');
    expect(run.stderr).not.toMatch(/^\s+at /mu);
  });

  test('is a report as well where one was asked for', async () => {
    await writeFile(join(folder, 'other.txt'), 'hello');
    await writeFile(join(folder, 'util.py'), 'x = 1\n');

    const run = await runWaymark(['grade', '--catalog', catalog, '-e', 'make-slugs', '--report', 'report.json', '.'], {
      cwd: folder,
    });

    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({
      status: 'refused',
      score: null,
      submission: { files: [{ path: 'other.txt' }, { path: 'util.py' }] },
      problem: { code: 'submission.missing-entry', owner: 'learner' },
    });
    expect((await readdir(folder)).sort()).toEqual(['other.txt', 'report.json', 'util.py']);
  });
});

describe('without an engine', () => {
  test('nothing is graded: exit code 4, a way out, no zero', async () => {
    const run = await runWaymark(['grade', '--catalog', catalog, '--report', '-', solution], { env: noEngine });

    expect(run.exitCode).toBe(4);
    expect(JSON.parse(run.stdout)).toMatchObject({
      status: 'infrastructure-error',
      score: null,
      problem: { code: 'WAYMARK_ENGINE_UNREACHABLE', owner: 'house' },
      run: { engine: null },
    });
    expect(run.stderr).toContain('WAYMARK_ENGINE_UNREACHABLE');
    expect(run.stderr).not.toMatch(/^\s+at /mu);
  });

  test('a stack trace comes with --verbose only', async () => {
    const run = await runWaymark(['grade', '--verbose', '--catalog', catalog, solution], { env: noEngine });

    expect(run.exitCode).toBe(4);
    expect(run.stderr).toMatch(/^\s+at /mu);
  });

  test('doctor says so and exits with 4', async () => {
    const run = await runWaymark(['doctor'], { env: noEngine });

    expect(run).toMatchObject({ exitCode: 4, stderr: '' });
    expect(run.stdout).toContain('✗ failed   engine:');
  });

  test('doctor --json prints JSON and nothing else', async () => {
    const run = await runWaymark(['doctor', '--json'], { env: noEngine });

    expect(run).toMatchObject({ exitCode: 4, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, engine: null });
  });
});

describe('list', () => {
  test('shows each exercise on a line', async () => {
    const run = await runWaymark(['list', '--catalog', catalog]);

    expect(run).toEqual({ exitCode: 0, stdout: 'make-slugs  ●○○○○  15 min  language.strings  Make slugs\n', stderr: '' });
  });

  test.each([
    [['--topic', 'language'], 1],
    [['--topic', 'databases'], 0],
    [['--difficulty', '1'], 1],
    [['--difficulty', '2'], 0],
  ])('--json with %j', async (filter, count) => {
    const run = await runWaymark(['list', '--json', '--catalog', catalog, ...filter]);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toHaveLength(count);
  });
});

describe('show', () => {
  test('tells the task in plain words, and nothing of the suite', async () => {
    const run = await runWaymark(['show', 'make-slugs', '--catalog', catalog]);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    await expect(run.stdout).toMatchFileSnapshot('golden/show-make-slugs.txt');
  });

  test('--json holds the task and the limits, and nothing of the suite', async () => {
    const run = await runWaymark(['show', 'make-slugs', '--json', '--catalog', catalog]);

    expect(JSON.parse(run.stdout)).toMatchObject({
      slug: 'make-slugs',
      limits: { testTimeMs: 10_000 },
      task: expect.stringContaining('slugify'),
    });
    expect(run.stdout).not.toMatch(/one_dash|"suite"|hidden/u);
  });
});

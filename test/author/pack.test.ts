import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { writeFiles } from '../catalog/exercise-folder.ts';
import { runWaymark } from '../cli/run-waymark.ts';

const canary = 'CANARY-7f3a';
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-pack-'));
  await writeFiles(root, {
    'catalogue/topics.json': { sources: [], areas: [], topics: [] },
    'catalogue/text/make-slugs/exercise.json': {
      $schema: '../x.json',
      slug: 'make-slugs',
      title: 'Make slugs',
      minutes: 15,
      wrongSolutions: [{ name: `w-7f3a`, misconception: canary, failingTests: [`test_slugs.py::${canary}`] }],
    },
    'catalogue/text/make-slugs/tests.json': { tests: [{ id: 'test_slugs.py::test_it', title: canary, points: 1 }] },
    'catalogue/text/make-slugs/README.md': '# Make slugs\n\nWrite it.\n',
    'catalogue/text/make-slugs/starter/solution.py': 'raise NotImplementedError\n',
    'catalogue/text/make-slugs/starter/data/words.txt': 'a b\n',
    'catalogue/text/make-slugs/hidden/test_slugs.py': `def test_it(): assert "${canary}"\n`,
    'catalogue/text/make-slugs/hidden/data/names.bin': Buffer.from([0, 255]),
    'catalogue/text/make-slugs/solution/solution.py': `x = "${canary}"\n`,
    'catalogue/text/make-slugs/wrong/w-7f3a/solution.py': `x = "${canary}"\n`,
    'catalogue/text/make-slugs/notes.txt': canary,
    'catalogue/alone/exercise.json': { slug: 'alone', title: 'Alone' },
    'catalogue/alone/hidden/test_a.py': `def test_${canary.replace('-', '_')}(): pass\n`,
  });
});
afterEach(() => rm(root, { recursive: true }));

const pack = (...args: readonly string[]) => runWaymark(['pack', ...args, '--catalog', 'catalogue'], { cwd: root });

describe('a pack for learners', () => {
  test('has tasks and starters, and not a byte of how they are judged', async () => {
    expect(await pack('learner', '--all', '-o', 'out')).toMatchObject({ exitCode: 0, stderr: '' });
    await pack('learner', '--all', '-o', 'out.tar.gz');

    const folder = await contentsOf(join(root, 'out'));
    expect([...folder.keys()]).toEqual([
      'alone/exercise.json',
      'text/make-slugs/README.md',
      'text/make-slugs/exercise.json',
      'text/make-slugs/starter/data/words.txt',
      'text/make-slugs/starter/solution.py',
      'topics.json',
      'waymark-pack.json',
    ]);
    const archive = gunzipSync(await readFile(join(root, 'out.tar.gz')));
    for (const bytes of [archive, ...folder.values(), Buffer.from([...folder.keys()].join())]) {
      expect(bytes.includes('7f3a')).toBe(false);
    }
    expect(JSON.parse(String(folder.get('text/make-slugs/exercise.json')))).toEqual({
      slug: 'make-slugs',
      title: 'Make slugs',
      minutes: 15,
      packedFor: 'learner',
    });
  });

  test('is listed and shown, and says that it does not grade', async () => {
    await pack('learner', 'make-slugs', '-o', 'out');
    const there = ['--catalog', 'out'];

    const list = await runWaymark(['list', ...there], { cwd: root });
    const show = await runWaymark(['show', 'make-slugs', ...there], { cwd: root });
    const json = await runWaymark(['show', 'make-slugs', '--json', ...there], { cwd: root });
    const grade = await runWaymark(['grade', '-e', 'make-slugs', ...there, 'out/text/make-slugs/starter'], { cwd: root });

    expect(list).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('make-slugs'), stderr: '' });
    expect(show).toMatchObject({ exitCode: 0, stderr: '' });
    expect(show.stdout).toContain("This is a learner's copy: it is graded where its hidden suite is.");
    expect(JSON.parse(json.stdout)).toMatchObject({ packedFor: 'learner', task: expect.stringContaining('Write it.') });
    expect(grade).toMatchObject({ exitCode: 2, stdout: '' });
    expect(grade.stderr).toContain('it has no hidden suite');
    expect(grade.stderr).toContain('WAYMARK_NO_HIDDEN_SUITE');
  });

  test('cannot be made of a pack for learners again', async () => {
    await pack('learner', '--all', '-o', 'out');

    const run = await runWaymark(['pack', 'grader', '--all', '--catalog', 'out'], { cwd: root });

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('WAYMARK_NO_HIDDEN_SUITE') });
  });
});

describe('a pack for graders', () => {
  test('has the suite without the answers, and is the same exercise to a report', async () => {
    await pack('grader', '--all', '-o', 'out');

    const contents = await contentsOf(join(root, 'out'));
    expect([...contents.keys()]).toEqual([
      'alone/exercise.json',
      'alone/hidden/test_a.py',
      'text/make-slugs/exercise.json',
      'text/make-slugs/hidden/data/names.bin',
      'text/make-slugs/hidden/test_slugs.py',
      'text/make-slugs/tests.json',
      'topics.json',
      'waymark-pack.json',
    ]);
    for (const exercise of ['alone', 'text/make-slugs']) {
      const [packed, own] = [
        await readExercise(join(root, 'out', exercise)),
        await readExercise(join(root, 'catalogue', exercise)),
      ];
      expect(packed.digest).toBe(own.digest);
    }
  });
});

describe('an archive', () => {
  test('is the same, byte for byte, whenever it is made', async () => {
    await pack('grader', '--all', '-o', 'one.tar.gz');
    await utimes(join(root, 'catalogue/text/make-slugs/hidden/test_slugs.py'), new Date(0), new Date(1e12));
    await pack('grader', 'text/make-slugs', 'alone', 'make-slugs', '-o', 'two.tgz');

    expect(await readFile(join(root, 'two.tgz'))).toEqual(await readFile(join(root, 'one.tar.gz')));
  });

  test('has sorted files of nobody and of no time', async () => {
    await pack('grader', 'alone');

    const headers: unknown[] = [];
    const reading = extract();
    reading.on('entry', ({ name, mode, uid, gid, uname, gname, mtime, type }, stream, next) => {
      headers.push({ name, mode, uid, gid, uname, gname, mtime: mtime?.toISOString(), type });
      stream.on('end', next).resume();
    });
    const bytes = await readFile(join(root, 'alone-grader.tar.gz'));
    const done = new Promise<void>((resolve) => reading.on('finish', () => resolve()));
    reading.end(gunzipSync(bytes));
    await done;
    const plain = { mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', mtime: '1980-01-01T00:00:00.000Z', type: 'file' };
    expect(headers).toEqual(
      ['alone/exercise.json', 'alone/hidden/test_a.py', 'topics.json', 'waymark-pack.json'].map((name) => ({ name, ...plain })),
    );
    expect([...bytes.subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255]);
  });
});

describe('the place of a pack', () => {
  test.each<readonly [what: string, args: readonly string[], name: string | undefined]>([
    ['one exercise has its name', ['learner', 'make-slugs'], 'make-slugs-learner.tar.gz'],
    ['several have the name of the pack', ['grader', 'make-slugs', 'alone'], 'waymark-grader.tar.gz'],
    ['a folder above it is made', ['learner', '--all', '-o', 'new/course.tgz'], 'new/course.tgz'],
  ])('%s', async (_what, args, name) => {
    const run = await pack(...args);

    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`Wrote ${name}: `), stderr: '' });
    expect((await readFile(join(root, name ?? ''))).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  test.each(['out', 'out.tar.gz'])('%s is replaced with --force, and only then', async (place) => {
    await pack('learner', '--all', '-o', place);

    const refused = await pack('grader', 'alone', '-o', place);
    const replaced = await pack('grader', 'alone', '-o', place, '--force');

    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--force') });
    expect(replaced).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await readdir(root)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    if (place === 'out') expect(await readdir(join(root, place))).toEqual(['alone', 'topics.json', 'waymark-pack.json']);
  });

  test.each<readonly [args: readonly string[], code: string, said: RegExp]>([
    [['learner'], 'NOTHING_TO_PACK', /--all/u],
    [['learner', 'alone', '--all'], 'CONFLICTING_OPTIONS', /--all/u],
    [['learner', 'make-slug'], 'UNKNOWN_EXERCISE', /Did you mean "make-slugs"/u],
    [['learner', '--all', '-o', 'x.zip'], 'PACK_PLACE', /\.tar\.gz/u],
    [['learner', '--all', '-o', 'x.tar'], 'PACK_PLACE', /\.tar\.gz/u],
    [['learner', '--all', '-o', 'catalogue', '--force'], 'PACK_PLACE', /is no pack, so it is not replaced/u],
    [['learner', '--all', '-o', '.', '--force'], 'PACK_PLACE', /is no pack, so it is not replaced/u],
    [['learner', '--all', '-o', 'catalogue/topics.json', '--force'], 'PACK_PLACE', /is no folder/u],
  ])('%j is wrong usage that says the way out', async (args, code, said) => {
    const before = await readdir(root, { recursive: true });

    const run = await pack(...args);

    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(said) });
    expect(run.stderr).toContain(`(WAYMARK_${code})`);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  test('where nothing may be written says so, and leaves nothing', async () => {
    const run = await pack('learner', '--all', '-o', 'catalogue/topics.json/course');

    expect(run).toMatchObject({ exitCode: 4, stdout: '', stderr: expect.stringContaining('WAYMARK_NOT_WRITTEN') });
  });
});

/** Files below a folder by their path, sorted. */
async function contentsOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(await Promise.all(paths.sort().map(async (path) => [path, await readFile(join(folder, path))] as const)));
}

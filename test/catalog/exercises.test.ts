import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findExercise } from '../../src/catalog/find-exercise.ts';
import { listExercises } from '../../src/catalog/list-exercises.ts';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { readTopics } from '../../src/catalog/read-topics.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { ExerciseError } from '../../src/model/waymark-error.ts';
import { minimalExercise, writeFiles } from './exercise-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-catalog-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('reading an exercise', () => {
  test('fills in what exercise.json leaves out', async () => {
    await writeFiles(root, minimalExercise('slugify'));

    expect(await readExercise(join(root, 'slugify'))).toEqual({
      slug: 'slugify',
      title: 'slugify',
      objectives: [],
      outOfScope: [],
      prerequisites: [],
      image: 'python',
      entry: ['solution.py'],
      services: [],
      limits: defaultLimits,
      passFraction: 0.6,
      feedback: 'full',
      wrongSolutions: [],
      suite: {
        files: [{ path: 'test_slugify.py', content: expect.any(Uint8Array) }],
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      version: '1.0.0',
      folder: join(root, 'slugify'),
    });
  });

  test('keeps what it says, its data files and its declared cases', async () => {
    const tests = [
      { id: 'test_slugify.py::test_it', title: 'It works', points: 2, hint: 'Look again.' },
      { id: 'test_slugify.py::test_more[a  b]', title: 'More', points: 0.5 },
    ];
    await writeFiles(root, {
      ...minimalExercise('slugify'),
      'slugify/exercise.json': {
        slug: 'slugify',
        title: 'Slugify',
        difficulty: 4,
        limits: { cpus: 2 },
        entry: ['shop/'],
        topic: 'a.b',
      },
      'slugify/tests.json': { tests },
      'slugify/hidden/data/names.bin': Buffer.from([0, 255]),
      'slugify/hidden/__pycache__/x.pyc': 'x',
    });

    const exercise = await readExercise(join(root, 'slugify'));

    expect(exercise).toMatchObject({
      difficulty: 4,
      topic: 'a.b',
      entry: ['shop/'],
      declared: tests,
      limits: { ...defaultLimits, cpus: 2 },
    });
    expect(exercise.suite.files.map(({ path }) => path)).toEqual(['data/names.bin', 'test_slugify.py']);
  });

  test('gives a digest that changes with exercise.json, tests.json and the suite, and with nothing else', async () => {
    const digestAfter = async (files: Readonly<Record<string, unknown>>): Promise<string> => {
      await writeFiles(root, files);
      return (await readExercise(join(root, 'slugify'))).digest;
    };
    const first = await digestAfter(minimalExercise('slugify'));

    expect(await digestAfter({ 'slugify/README.md': 'Task', 'slugify/solution/solution.py': 'x = 1' })).toBe(first);
    const digests = [
      first,
      await digestAfter({ 'slugify/exercise.json': { slug: 'slugify', title: 'New' } }),
      await digestAfter({ 'slugify/tests.json': { tests: [{ id: 'a', title: 'b', points: 1 }] } }),
      await digestAfter({ 'slugify/hidden/conftest.py': '' }),
    ];
    expect(new Set(digests).size).toBe(4);
  });

  test.each<readonly [what: string, files: Readonly<Record<string, unknown>>, code: string, message: RegExp]>([
    ['without exercise.json', { 'a/hidden/test_a.py': '' }, 'INCOMPLETE', /"a" has no exercise\.json/],
    ['without hidden/', { 'a/exercise.json': { slug: 'a', title: 'A' } }, 'INCOMPLETE', /"a" has no folder hidden\//],
    [
      'with a file in the place of hidden/',
      { ...minimalExercise('b'), 'a/exercise.json': { slug: 'a', title: 'A' }, 'a/hidden': 'x' },
      'INCOMPLETE',
      /no folder hidden/,
    ],
    [
      'without a test in hidden/',
      { 'a/exercise.json': { slug: 'a', title: 'A' }, 'a/hidden/conftest.py': '' },
      'INCOMPLETE',
      /no tests in hidden/,
    ],
    [
      'with a comment in exercise.json',
      { ...minimalExercise('a'), 'a/exercise.json': '{ // x\n}' },
      'INVALID',
      /^a\/exercise\.json is not valid:\n {2}line 1, column 3/,
    ],
    [
      'with an entry that climbs out',
      { ...minimalExercise('a'), 'a/exercise.json': { slug: 'a', title: 'A', entry: ['../x.py'] } },
      'INVALID',
      /\$\.entry\[0\]/,
    ],
    [
      'with a case declared twice',
      {
        ...minimalExercise('a'),
        'a/tests.json': {
          tests: [
            { id: 'x', title: 'x', points: 1 },
            { id: 'x', title: 'y', points: 1 },
          ],
        },
      },
      'INVALID',
      /tests\[1\]\.id/,
    ],
    [
      'with an odd name in hidden/',
      { ...minimalExercise('a'), 'a/hidden/my data.csv': '' },
      'UNREADABLE',
      /"a\/hidden\/my data\.csv" has a name that contains the character " "/,
    ],
    [
      'with a suite of more than 16 MiB',
      { ...minimalExercise('a'), 'a/hidden/x.bin': Buffer.alloc(9 << 20), 'a/hidden/y.bin': Buffer.alloc(9 << 20) },
      'UNREADABLE',
      /more than 16 MiB/,
    ],
    [
      'with an exercise.json of more than 1 MiB',
      { ...minimalExercise('a'), 'a/exercise.json': Buffer.alloc((1 << 20) + 1) },
      'UNREADABLE',
      /larger than 1 MiB/,
    ],
  ])('refuses one %s, and never tells where it lies', async (_what, files, code, message) => {
    await writeFiles(root, files);

    const error = await readExercise(join(root, 'a')).catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      code: `WAYMARK_EXERCISE_${code}`,
      message: expect.stringMatching(message),
      next: expect.any(String),
    });
    expect(String(error)).not.toContain(root);
  });

  test.skipIf(process.platform === 'win32')('refuses a link in the suite', async () => {
    await writeFiles(root, minimalExercise('a'));
    await symlink('/etc/passwd', join(root, 'a/hidden/names.txt'));

    await expect(readExercise(join(root, 'a'))).rejects.toMatchObject({ code: 'WAYMARK_EXERCISE_UNREADABLE' });
  });
});

describe('finding an exercise', () => {
  beforeEach(() =>
    writeFiles(root, {
      ...prefixed('catalogue/python/', minimalExercise('slugify')),
      ...prefixed('catalogue/', minimalExercise('word-count')),
      ...prefixed('mine/', minimalExercise('my-own')),
      ...prefixed('mine/', minimalExercise('slugify')),
      'catalogue/topics.json': '{}',
    }),
  );
  const find = (name: string) => findExercise(name, { root: join(root, 'catalogue'), cwd: join(root, 'mine') });

  test.each([
    ['a slug', 'slugify', 'catalogue/python/slugify'],
    ['a slug beside the areas', 'word-count', 'catalogue/word-count'],
    ['a folder called like a slug', 'my-own', 'mine/my-own'],
    ['a path, before the catalogue', './slugify', 'mine/slugify'],
    ['a path with a slash at its end', 'my-own/', 'mine/my-own'],
    ['a path to elsewhere', '../catalogue/word-count', 'catalogue/word-count'],
    ['an area and a slug', 'python/slugify', 'catalogue/python/slugify'],
  ])('by %s', async (_what, name, folder) => {
    expect((await find(name)).folder).toBe(join(root, folder));
  });

  test('by an absolute path, without any catalogue', async () => {
    const exercise = await findExercise(join(root, 'mine/my-own'), { root: join(root, 'nowhere'), cwd: root });

    expect(exercise.slug).toBe('my-own');
  });

  test.each([
    ['slugfy', ['slugify']],
    ['Slugify', ['slugify']],
    ['word_count', ['word-count']],
    ['python/wordcount', ['word-count']],
    ['something-else-entirely', []],
    ['', []],
    ['..', []],
  ])('fails for %j, with what may have been meant', async (name, suggestions) => {
    await expect(find(name)).rejects.toMatchObject({ code: 'WAYMARK_UNKNOWN_EXERCISE', suggestions });
  });

  test('names the folder that was looked in when there is no catalogue', async () => {
    await expect(findExercise('slugify', { root: join(root, 'nowhere'), cwd: root })).rejects.toMatchObject({
      code: 'WAYMARK_CATALOGUE_NOT_FOUND',
    });
  });
});

describe('listing exercises', () => {
  test('gives those of all areas in order, without reading a suite', async () => {
    await writeFiles(root, {
      'web/cors/exercise.json': { slug: 'cors', title: 'CORS', topic: 'web.cors', difficulty: 3, minutes: 50 },
      'python/loops/exercise.json': { slug: 'loops', title: 'Loops' },
      'alone/exercise.json': { slug: 'alone', title: 'Alone' },
      'python/notes/README.md': 'no exercise',
      '.git/x/exercise.json': {},
    });

    const listed = await listExercises({ root });

    expect(listed.map(({ area, slug }) => [area, slug])).toEqual([
      [undefined, 'alone'],
      ['python', 'loops'],
      ['web', 'cors'],
    ]);
    expect(listed[2]).toMatchObject({
      title: 'CORS',
      topic: 'web.cors',
      difficulty: 3,
      minutes: 50,
      folder: join(root, 'web/cors'),
    });
  });

  test('leaves out the invalid ones, and tells about them', async () => {
    await writeFiles(root, {
      'a/good/exercise.json': { slug: 'good', title: 'Good' },
      'a/broken/exercise.json': '{',
      'a/renamed/exercise.json': { slug: 'old-name', title: 'Old' },
      'b/good/exercise.json': { slug: 'good', title: 'Another' },
    });
    const invalid: ExerciseError[] = [];

    const listed = await listExercises({ root, onInvalid: (error) => invalid.push(error) });

    expect(listed.map(({ title }) => title)).toEqual(['Good']);
    expect(invalid.map(({ message }) => message.split('\n')[1])).toEqual([
      '  line 1, column 2: expected a key in double quotes or "}", found the end of the file.',
      '  $.slug: expected the name of its folder, "renamed", found "old-name".',
      '  $.slug: expected a slug that no other exercise has, found "good".',
    ]);
  });

  test('reads 150 of them', async () => {
    const slugs = Array.from({ length: 150 }, (_, index) => `exercise-${index}`);
    for (const [index, slug] of slugs.entries()) await writeFiles(join(root, `area-${index % 18}`), minimalExercise(slug));

    expect(await listExercises({ root })).toHaveLength(150);
  });

  test('names a catalogue that is not there', async () => {
    await expect(listExercises({ root: join(root, 'nowhere') })).rejects.toMatchObject({ code: 'WAYMARK_CATALOGUE_NOT_FOUND' });
  });
});

describe('topics', () => {
  const own = fileURLToPath(new URL('../../exercises', import.meta.url));

  test('of this repository are valid and in order', async () => {
    const { areas, topics, sources } = await readTopics(own);

    expect([areas.length, topics.length, sources.length]).toEqual([18, 174, 3]);
    expect(topics.map(({ order }) => order)).toEqual(topics.map((_, index) => index + 1));
    expect(topics.filter(({ sources: items }) => items.length === 0)).toEqual([]);
  });

  test('that name an unknown area or come twice are refused', async () => {
    const topic = { id: 'a.b', title: 'B', area: 'c', order: 1, sources: [{ source: 'Z', item: 'b' }] };
    await writeFiles(root, { 'topics.json': { sources: [], areas: [], topics: [topic, topic] } });

    await expect(readTopics(root)).rejects.toMatchObject({ code: 'WAYMARK_EXERCISE_INVALID', faults: { length: 5 } });
  });
});

function prefixed(prefix: string, files: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [prefix + path, content]));
}

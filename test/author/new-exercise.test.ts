import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kindNames } from '../../src/author/exercise-kinds.ts';
import { newExercise } from '../../src/author/new-exercise.ts';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { writeFiles } from '../catalog/exercise-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-new-'));
});
afterEach(() => rm(root, { recursive: true }));

const place = { area: 'python-language', slug: 'string-basics' };

describe.each(kindNames)('a skeleton of the kind %s', (kind) => {
  test('is a valid exercise with every part, ten points, and a title and a hint for each test', async () => {
    const { folder, files } = await newExercise({ ...place, kind }, root);

    const exercise = await readExercise(folder);
    expect(exercise).toMatchObject({ slug: 'string-basics', title: 'String basics', version: '1.0.0', passFraction: 0.8 });
    expect(exercise.objectives.length).toBeGreaterThan(0);
    expect(exercise.wrongSolutions.length).toBeGreaterThan(0);
    const wanted = ['starter', 'solution', `wrong/${exercise.wrongSolutions[0]?.name}`];
    for (const part of wanted) expect(files).toContain(`${part}/${exercise.entry[0]}`);
    const tests = exercise.declared ?? [];
    expect(tests.reduce((sum, { points }) => sum + points, 0)).toBe(10);
    expect(tests.filter(({ hint, title }) => hint === undefined || /^test |_/u.test(title))).toEqual([]);
  });

  test('has a task with the usual headings', async () => {
    const { folder } = await newExercise({ ...place, kind }, root);

    const headings = [...(await readFile(join(folder, 'README.md'), 'utf8')).matchAll(/^#+ .*/gmu)].map(([line]) => line);
    expect(headings).toEqual(['# String basics', '## What to write', '## Example', '## What is judged', '## Out of scope']);
  });
});

test('what was said is in exercise.json, in its usual place, and the schema is found from there', async () => {
  const { folder } = await newExercise(
    {
      ...place,
      kind: 'function',
      title: 'All about $& strings',
      topic: 'language.basics',
      difficulty: 4,
      minutes: 90,
      services: ['redis'],
    },
    root,
  );

  const text = await readFile(join(folder, 'exercise.json'), 'utf8');
  const { $schema, ...exercise } = JSON.parse(text);
  expect(Object.keys(exercise).slice(0, 6)).toEqual(['slug', 'title', 'version', 'topic', 'difficulty', 'minutes']);
  expect(exercise).toMatchObject({ topic: 'language.basics', difficulty: 4, minutes: 90, services: ['redis'], image: 'data' });
  expect(JSON.parse(await readFile(resolve(folder, $schema), 'utf8')).title).toBe('Exercise file');
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toMatch(/^# All about \$& strings\n/u);
});

test('services that the skeleton needs stay', async () => {
  const { folder } = await newExercise({ ...place, kind: 'database', services: ['redis'] }, root);

  expect((await readExercise(folder)).services).toEqual(['postgres', 'redis']);
});

test.each([
  ['an image without what the kind needs', { image: 'python' }, 'WAYMARK_IMAGE_UNSUITABLE', /web, data/u],
  ['an image that is no sandbox', { image: 'judge' }, 'WAYMARK_IMAGE_UNSUITABLE', /web, data/u],
  ['a mistyped topic', { topic: 'language.decorator' }, 'WAYMARK_UNKNOWN_TOPIC', /language\.basics/u],
  ['a topic by its bare name', { topic: 'fastapi' }, 'WAYMARK_UNKNOWN_TOPIC', /language\.basics/u],
])('%s is refused, and nothing is written', async (_what, flags, code, next) => {
  const error = await newExercise({ ...place, kind: 'web', ...flags }, root).catch((reason: unknown) => reason);

  expect(error).toMatchObject({ code, next: expect.stringMatching(next) });
  expect(await readdir(root)).toEqual([]);
});

test('the nearest topics are named, those of a catalogue of its own too', async () => {
  const topic = { id: 'robots.arms', title: 'Arms', area: 'robots', order: 1, sources: [{ source: 'A', item: 'arms' }] };
  await writeFiles(root, {
    'topics.json': {
      sources: [{ id: 'A', title: 'A' }],
      areas: [{ id: 'robots', title: 'Robots', order: 1 }],
      topics: [topic],
    },
  });

  await expect(newExercise({ area: 'robots', slug: 'x', kind: 'class', topic: 'robot.arm' }, root)).rejects.toThrow(
    'Did you mean "robots.arms"?',
  );
});

test('what is there is never touched', async () => {
  await writeFiles(root, { 'python-language/string-basics/mine.txt': 'mine' });

  await expect(newExercise({ ...place, kind: 'class' }, root)).rejects.toMatchObject({ code: 'WAYMARK_EXERCISE_EXISTS' });
  expect(await readdir(join(root, 'python-language'), { recursive: true })).toEqual(['string-basics', 'string-basics/mine.txt']);
});

test('nothing is left of one that was stopped', async () => {
  const signal = AbortSignal.abort();

  await expect(newExercise({ ...place, kind: 'class' }, root, signal)).rejects.toThrow();
  expect(await readdir(root, { recursive: true })).toEqual(['python-language']);
});

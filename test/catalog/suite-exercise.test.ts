import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SuiteExerciseOptions, suiteExercise } from '../../src/catalog/suite-exercise.ts';
import { writeFiles } from './exercise-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-suite-'));
});
afterEach(() => rm(root, { recursive: true }));

const suite = (path: string, options: Omit<SuiteExerciseOptions, 'suitePath'> = {}) =>
  suiteExercise({ suitePath: join(root, path), ...options });
const filesOf = async (path: string, options?: Omit<SuiteExerciseOptions, 'suitePath'>) =>
  (await suite(path, options)).suite.files.map((file) => file.path);

describe('a single test file', () => {
  beforeEach(() =>
    writeFiles(root, {
      'test_word_count.py':
        'import json, helpers as h\nfrom solution import count\nfrom .rows import ROWS  # near\nimport os.path\n',
      'helpers.py': 'def load():\n    from deeper.inside import x\n    import tables\n',
      'tables.py': 'import helpers\n',
      'rows.py': '',
      'conftest.py': 'import fixtures_of_ours\n',
      'fixtures_of_ours.py': '',
      'solution.py': 'def count(): ...\n',
      'other.py': '',
      'data.csv': '1,2',
      'deeper/inside.py': '',
    }),
  );
  const own = ['conftest.py', 'fixtures_of_ours.py', 'helpers.py', 'rows.py', 'tables.py', 'test_word_count.py'];

  test('becomes an exercise called after it, whose entry is still open', async () => {
    expect(await suite('test_word_count.py')).toMatchObject({
      slug: 'word-count',
      title: 'Word count',
      version: '1.0.0',
      entry: [],
      image: 'python',
      passFraction: 0.6,
      suite: { digest: expect.stringMatching(/^sha256:/) },
    });
    expect(await suite('test_word_count.py')).not.toHaveProperty('folder');
  });

  test('brings the modules it imports, directly or not, but none of the submission', async () => {
    expect(await filesOf('test_word_count.py', { exclude: new Set(['solution', 'other']) })).toEqual(own);
    expect(await filesOf('test_word_count.py', { entry: ['solution.py'] })).toEqual(own);
    expect(await filesOf('test_word_count.py', { exclude: new Set(['solution', 'rows']) })).not.toContain('rows.py');
  });

  test('keeps its own helpers, whatever the submission calls its files, once the entry is named', async () => {
    expect(await filesOf('test_word_count.py', { entry: ['solution.py'], exclude: new Set(['solution', 'helpers']) })).toEqual(
      own,
    );
  });

  test('brings only conftest.py and nothing else as long as nobody says what the submission has', async () => {
    expect(await filesOf('test_word_count.py')).toEqual(['conftest.py', 'test_word_count.py']);
  });

  test('is refused where it would test the solution beside it and nothing of the submission', async () => {
    await expect(suite('test_word_count.py', { exclude: new Set(['my_work']) })).rejects.toMatchObject({
      code: 'WAYMARK_SUITE_MISSES_SUBMISSION',
      message: expect.stringContaining('(my_work)'),
    });
  });
});

describe('a folder of tests', () => {
  test('is taken whole', async () => {
    await writeFiles(root, {
      'week-2/tests/test_a.py': 'import solution',
      'week-2/tests/data/x.csv': '1',
      'week-2/tests/.git/x': '',
    });

    expect(await filesOf('week-2/tests')).toEqual(['data/x.csv', 'test_a.py']);
    expect(await suite('week-2/tests')).toMatchObject({ slug: 'week-2', title: 'Week 2' });
  });

  test('but for the entry, and not where a solution in it would be all that is tested', async () => {
    await writeFiles(root, { 'tests/test_a.py': 'from solution import a', 'tests/solution.py': 'a = 1' });

    expect(await filesOf('tests', { entry: ['solution.py'] })).toEqual(['test_a.py']);
    await expect(suite('tests', { exclude: new Set(['solution']) })).rejects.toMatchObject({
      code: 'WAYMARK_SUITE_MISSES_SUBMISSION',
    });
  });

  test('wins over modules of the same name in the submission', async () => {
    await writeFiles(root, { 'tests/test_a.py': 'import helpers, solution', 'tests/helpers.py': '' });

    expect(await filesOf('tests', { exclude: new Set(['solution', 'helpers']) })).toEqual(['helpers.py', 'test_a.py']);
  });
});

test.each([
  ['is not there', 'nothing'],
  ['is not there', 'file.txt/nothing'],
  ['is neither a Python file nor a folder', 'file.txt'],
  ['holds no test files', 'empty'],
])('a suite that %s is refused', async (fault, path) => {
  await writeFiles(root, { 'file.txt': '', 'empty/helpers.py': '' });

  await expect(suite(path)).rejects.toMatchObject({ code: 'WAYMARK_SUITE_NOT_FOUND', message: expect.stringContaining(fault) });
});

test('limits and the rest may be given', async () => {
  await writeFiles(root, { 'Käse_test.py': '' });

  const exercise = await suite('Käse_test.py', { limits: { cpus: 2 }, image: 'web', passFraction: 1, feedback: 'score' });

  expect(exercise).toMatchObject({
    slug: 'k-se',
    limits: { cpus: 2, processes: 64 },
    image: 'web',
    passFraction: 1,
    feedback: 'score',
  });
});

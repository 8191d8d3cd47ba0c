import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importSources } from '../../src/author/import/import-sources.ts';
import { readExercise } from '../../src/catalog/read-exercise.ts';
import { writeFiles } from '../catalog/exercise-folder.ts';
import { runWaymark } from '../cli/run-waymark.ts';

const fixtures = fileURLToPath(new URL('../fixtures/import', import.meta.url));

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-import-'));
});
afterEach(() => rm(root, { recursive: true }));

const options = () => ({ root: join(root, 'catalogue'), cwd: root, signal: AbortSignal.timeout(60_000) });

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe('a folder becomes an exercise', () => {
  test.each<readonly [layout: string, source: string, slug: string, entry: readonly string[], files: readonly string[]]>([
    [
      'with a hidden metadata folder',
      'track/practice/tea-timer',
      'tea-timer',
      ['tea_timer.py'],
      [
        'README.md',
        'exercise.json',
        'hidden/tea_timer_data.py',
        'hidden/tea_timer_test.py',
        'solution/tea_timer.py',
        'solution/tea_timer_data.py',
        'starter/tea_timer.py',
        'starter/tea_timer_data.py',
      ],
    ],
    [
      'whose metadata names no files',
      'track/practice/odd-sum',
      'odd-sum',
      ['odd_sum.py'],
      ['README.md', 'exercise.json', 'hidden/odd_sum_test.py', 'solution/odd_sum.py', 'starter/odd_sum.py'],
    ],
    [
      'with all in one folder, and data and helpers of the suite',
      'flat-generic',
      'flat-generic',
      ['exercise.py'],
      [
        'LICENSE',
        'README.md',
        'exercise.json',
        'hidden/conftest.py',
        'hidden/data/shop.csv',
        'hidden/data/unused.csv',
        'hidden/helpers.py',
        'hidden/setup.cfg',
        'hidden/test_exercise.py',
        'solution/exercise.py',
        'starter/exercise.py',
      ],
    ],
    [
      'with a space in its name, and a stub that only the solution beside it tells',
      'flat named',
      'flat-named',
      ['bank.py'],
      ['exercise.json', 'hidden/test_bank.py', 'solution/bank.py', 'starter/bank.py'],
    ],
    [
      'whose suite compares with the solution',
      'flat-compared',
      'flat-compared',
      ['stub.py'],
      ['exercise.json', 'hidden/solution.py', 'hidden/test_double.py', 'solution/stub.py', 'starter/stub.py'],
    ],
    [
      'with folders, a package, and data beside the tests',
      'folders',
      'folders',
      ['shop/'],
      [
        'README.md',
        'exercise.json',
        'hidden/fixtures/carts.json',
        'hidden/tests/__init__.py',
        'hidden/tests/cases.py',
        'hidden/tests/test_cart.py',
        'solution/shop/__init__.py',
        'solution/shop/cart.py',
        'solution/shop/money.py',
        'starter/shop/__init__.py',
        'starter/shop/cart.py',
      ],
    ],
    [
      'whose suite imports the folder by its name',
      'src-folder',
      'src-folder',
      ['src/'],
      ['exercise.json', 'hidden/test_clock.py', 'solution/src/clock.py', 'starter/src/clock.py'],
    ],
  ])('%s', async (_layout, source, slug, entry, files) => {
    await importSources(join(fixtures, source), options());

    const folder = join(root, 'catalogue', slug);
    expect(await filesIn(folder)).toEqual([...files].sort());
    expect(await readExercise(folder)).toMatchObject({ slug, entry });
    expect(await readdir(join(root, 'catalogue'))).toEqual([slug]);
  });

  test.each<readonly [what: string, files: Readonly<Record<string, string>>, made: readonly string[]]>([
    [
      'a module without a telling name that the suite imports',
      { 'bank.py': '', 'solution.py': 'x = 1', 'test_bank.py': 'import bank' },
      ['hidden/test_bank.py', 'solution/bank.py', 'starter/bank.py'],
    ],
    [
      'a stub that is called like the solution in its folder',
      { 'bank.py': '', 'solution/bank.py': 'x = 1', 'tests/test_bank.py': 'import bank' },
      ['hidden/test_bank.py', 'solution/bank.py', 'starter/bank.py'],
    ],
    [
      'several pairs',
      { 'a.py': '', 'a_solution.py': 'x = 1', 'b.py': '', 'b_solution.py': 'x = 1', 'test_all.py': 'import a, b' },
      ['hidden/test_all.py', 'solution/a.py', 'solution/b.py', 'starter/a.py', 'starter/b.py'],
    ],
    [
      'tests called tests.py',
      { 'stub.py': '', 'solution.py': 'x = 1', 'tests.py': 'from solution import x' },
      ['hidden/test_all.py', 'solution/solution.py', 'starter/solution.py'],
    ],
    [
      'a lone answer under another name',
      { 'starter/bank.py': '', 'answer/final.py': 'x = 1', 'test/test_it.py': 'import bank' },
      ['hidden/test_it.py', 'solution/bank.py', 'starter/bank.py'],
    ],
    [
      'a helper of suite and solution',
      { 'stub.py': '', 'solution.py': 'import words', 'words.py': '', 'test_a.py': 'import stub, words' },
      ['hidden/test_a.py', 'hidden/words.py', 'solution/stub.py', 'solution/words.py', 'starter/stub.py', 'starter/words.py'],
    ],
    ['no stub', { 'solution.py': 'x = 1', 'test_a.py': 'import solution' }, ['hidden/test_a.py', 'solution/solution.py']],
  ])('that has %s', async (_what, files, made) => {
    await writeFiles(join(root, 'kata'), files);

    await importSources('kata', options());

    const found = await filesIn(join(root, 'catalogue', 'kata'));
    expect(found.filter((path) => path.includes('/'))).toEqual([...made].sort());
  });

  test('with its files byte for byte', async () => {
    await importSources(join(fixtures, 'flat-generic'), options());

    for (const [from, to] of [
      ['solution.py', 'solution/exercise.py'],
      ['exercise.py', 'starter/exercise.py'],
      ['data/shop.csv', 'hidden/data/shop.csv'],
    ] as const) {
      expect(await readFile(join(root, 'catalogue/flat-generic', to))).toEqual(
        await readFile(join(fixtures, 'flat-generic', from)),
      );
    }
  });

  test('with title, task, difficulty and credits from its metadata', async () => {
    await importSources(join(fixtures, 'track/practice/tea-timer'), { ...options(), topic: 'kitchen.tea' });

    const folder = join(root, 'catalogue/kitchen/tea-timer');
    expect(await readExercise(folder)).toMatchObject({ title: 'Tea timer', topic: 'kitchen.tea', difficulty: 2 });
    const task = await readFile(join(folder, 'README.md'), 'utf8');
    expect(task).toMatch(
      /^# Tea timer\n\nA dictionary answers[\s\S]*## Instructions\n[\s\S]*## Credits\n\n- Authors: an-author\n/,
    );
  });

  test('in the image that has its packages', async () => {
    await importSources(join(fixtures, 'flat-generic'), options());

    expect(await readExercise(join(root, 'catalogue/flat-generic'))).toMatchObject({ image: 'web' });
  });
});

describe('what has no place', () => {
  test('is listed, each with a reason', async () => {
    const { stdout, exitCode } = await runWaymark([
      'import',
      join(fixtures, 'flat-generic'),
      '--dry-run',
      '--catalog',
      join(root, 'c'),
    ]);

    const said = stdout.replaceAll(/\n {4}(?=\S)/g, ' ');
    for (const line of [
      /- the package leftpad-py is in no image\./,
      /- LICENSE has been copied along\. Check that it lets you use/,
      /- addopts in setup\.cfg is not used/,
      /- requirements\.txt has become "image": "web"/,
      /- task\.md is a second text/,
      /- walkthrough\.ipynb is a notebook/,
      /- \.github\/workflows\/ is for a CI system/,
      /- Makefile is for running the tests elsewhere/,
    ]) {
      expect(said).toMatch(line);
    }
    expect(exitCode).toBe(0);
    expect(await readdir(root)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'is a link, which is never followed, and a name that nobody can hand in',
    async () => {
      await writeFiles(join(root, 'kata'), {
        'stub.py': '',
        'solution.py': '',
        'test_a.py': 'import stub',
        'my data.csv': '',
      });
      await symlink('/etc/passwd', join(root, 'kata/names.txt'));

      const [outcome] = await importSources('kata', options());

      expect(outcome?.result).toMatchObject({
        plan: {
          leftovers: expect.arrayContaining([
            expect.objectContaining({ what: 'names.txt', why: expect.stringContaining('is a link') }),
            expect.objectContaining({ what: 'my data.csv', why: expect.stringContaining('contains the character " "') }),
          ]),
        },
      });
      expect(await filesIn(join(root, 'catalogue/kata'))).not.toContain('names.txt');
    },
  );
});

describe('nothing is imported', () => {
  const kata = { 'stub.py': '', 'solution.py': '', 'test_a.py': 'import stub' };

  test.each<
    readonly [what: string, files: Readonly<Record<string, unknown>>, args: readonly string[], code: string, message: RegExp]
  >([
    ['of a folder that is not there', {}, [], 'SOURCE', /"kata" is not there/],
    ['of an empty folder', { 'kata/__pycache__/x.pyc': '' }, [], 'SOURCE', /"kata" is empty/],
    ['of a file', { kata: 'x = 1' }, [], 'SOURCE', /"kata" is a file/],
    [
      'of an exercise of ours',
      { 'kata/exercise.json': { slug: 'kata', title: 'Kata' } },
      [],
      'SOURCE',
      /is a Waymark exercise already/,
    ],
    ['without tests', { 'kata/stub.py': '', 'kata/solution.py': '' }, [], 'LAYOUT', /"kata" has no tests/],
    ['without a solution', { 'kata/stub.py': '', 'kata/test_a.py': '' }, [], 'LAYOUT', /has no example solution/],
    [
      'with two solutions',
      { ...under('kata', kata), 'kata/answer.py': '' },
      [],
      'LAYOUT',
      /several example solutions: answer\.py, solution\.py/,
    ],
    [
      'with a solution and a folder of one',
      { ...under('kata', kata), 'kata/reference/stub.py': '' },
      [],
      'LAYOUT',
      /several example solutions: solution\.py, reference\//,
    ],
    [
      'whose suite imports something else',
      { ...under('kata', kata), 'kata/test_a.py': 'import elsewhere' },
      [],
      'LAYOUT',
      /it imports elsewhere, and the solution is solution\.py/,
    ],
    [
      'with metadata that is no JSON',
      { 'kata/.meta/config.json': '{', 'kata/.meta/example.py': '', 'kata/a.py': '', 'kata/a_test.py': '' },
      [],
      'LAYOUT',
      /\.meta\/config\.json that is no JSON/,
    ],
    [
      'with more examples than files',
      { 'kata/.meta/example.py': '', 'kata/.meta/example_2.py': '', 'kata/a.py': '', 'kata/a_test.py': '' },
      [],
      'LAYOUT',
      /has 2 example files/,
    ],
    [
      'of more than 16 MiB',
      { 'kata/a.bin': Buffer.alloc(9 << 20), 'kata/b.bin': Buffer.alloc(9 << 20) },
      [],
      'SOURCE',
      /more than/,
    ],
    ['under a name with a space', under('kata', kata), ['--as', 'my kata'], 'TARGET', /"my kata" is no name for an exercise/],
    ['under a name that climbs out', under('kata', kata), ['--as', '../kata'], 'TARGET', /is no name/],
    [
      'over what is there',
      { ...under('kata', kata), 'catalogue/kata/notes.md': 'mine' },
      [],
      'TARGET',
      /already, and nothing is ever overwritten/,
    ],
    [
      'for a topic there is not',
      {
        ...under('kata', kata),
        'catalogue/topics.json': {
          sources: [{ id: 'A', title: 'A' }],
          areas: [{ id: 'api', title: 'API', order: 1 }],
          topics: [{ id: 'api.rest', title: 'REST', area: 'api', order: 1, sources: [{ source: 'A', item: 'REST' }] }],
        },
      },
      ['--topic', 'api.rset'],
      'TARGET',
      /no topic "api\.rset" in this catalogue\. Did you mean "api\.rest"/,
    ],
  ])('%s', async (_what, files, args, code, message) => {
    await writeFiles(root, files);
    const before = await filesIn(root);

    const run = await runWaymark(['import', 'kata', '--no-verify', '--catalog', 'catalogue', ...args], { cwd: root });

    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(run.stderr).toContain(`WAYMARK_IMPORT_${code}`);
    expect(await filesIn(root)).toEqual(before);
  });
});

describe('a folder of exercises', () => {
  test('is imported whole, and one that cannot be keeps no other from it', async () => {
    await cp(join(fixtures, 'track'), join(root, 'track'), { recursive: true });
    await writeFiles(root, { 'track/practice/half/test_half.py': 'import half' });

    const run = await runWaymark(['import', 'track', '--all', '--as', 'kitchen', '--no-verify', '--catalog', 'catalogue'], {
      cwd: root,
    });

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('2 of 3 were imported.');
    expect(run.stdout).toContain('"half" has no example solution.');
    expect(run.stdout.replaceAll(/\n {4}(?=\S)/g, ' ')).toContain(
      'what comes before it (loops) is named by concepts of the collection',
    );
    expect(await readdir(join(root, 'catalogue/kitchen'))).toEqual(['odd-sum', 'tea-timer']);
    expect(await readExercise(join(root, 'catalogue/kitchen/odd-sum'))).toMatchObject({ difficulty: 1, title: 'Odd Sum' });
  });

  test('of this repository, 75 suites in folders, can be planned', async () => {
    const suites = fileURLToPath(new URL('../suites', import.meta.url));

    const outcomes = await importSources(suites, { ...options(), all: true, dryRun: true });

    expect(outcomes).toHaveLength(75);
    expect(outcomes.filter(({ result }) => !('plan' in result))).toEqual([]);
  });
});

function under(folder: string, files: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

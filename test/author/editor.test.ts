import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeEditorSettings } from '../../src/author/editor/write-editor-settings.ts';
import { packageRoot } from '../../src/engine/package-root.ts';
import { writeFiles } from '../catalog/exercise-folder.ts';
import { runWaymark } from '../cli/run-waymark.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-editor-'));
});
afterEach(() => rm(root, { recursive: true }));

const read = async (path: string): Promise<string> => await readFile(join(root, path), 'utf8');

/** What Pyright finds in `root`, as `<file>:<line> <rule> <message>`. */
async function pyright(): Promise<readonly string[]> {
  const main = join(dirname(createRequire(import.meta.url).resolve('pyright/package.json')), 'index.js');
  const { stdout } = await execa(process.execPath, [main, '--outputjson', '--project', root], { reject: false });
  const found: unknown = JSON.parse(stdout);
  if (
    typeof found !== 'object' ||
    found === null ||
    !('generalDiagnostics' in found) ||
    !Array.isArray(found.generalDiagnostics)
  ) {
    throw new Error(`Pyright said something else: ${stdout}`);
  }
  return found.generalDiagnostics.map(
    ({ file, range, rule, message }) => `${relative(root, file)}:${range.start.line + 1} ${rule} ${message.split('\n')[0]}`,
  );
}

const suite = `from typing import assert_type

from solution import slugify
from waymark import probe
from waymark.types import Cli, Clock, ProgramResult, Steps


@probe
async def waits(seconds: float) -> int:
    import asyncio

    await asyncio.sleep(seconds)
    return 1


def test_it(clock: Clock, cli: Cli, steps: Steps) -> None:
    assert_type(slugify("a"), str)
    assert_type(waits(0.5), int)
    assert_type(clock.sleeps, list[float])
    assert_type(cli.run(["x"]), ProgramResult)
    assert_type(steps.count(slugify, "a"), int)
`;

const exercise = {
  'text/slugs/exercise.json': { slug: 'slugs', title: 'Slugs' },
  'text/slugs/hidden/test_slugs.py': suite,
  'text/slugs/solution/solution.py': 'def slugify(text: str) -> str:\n    return text.lower()\n',
  'text/slugs/starter/solution.py': 'def slugify(text: str) -> str: ...\n',
  'text/slugs/wrong/own-module/solution.py': 'from words import clean as slugify\n\n__all__ = ["slugify"]\n',
  'text/slugs/wrong/own-module/words.py': 'def clean(text: str) -> str:\n    return text\n',
};

describe('an editor that opens a catalogue', () => {
  test('resolves the submission, the suite API and the types of fixtures', async () => {
    await writeFiles(root, exercise);

    await writeEditorSettings(root);

    expect((await pyright()).filter((found) => !found.includes('starter/'))).toEqual([]);
  });

  test('reports a typo in a name of the submission, of the suite API and of a fixture', async () => {
    await writeFiles(root, exercise);
    await writeFiles(root, {
      'text/slugs/hidden/test_typos.py': `from solution import slugfy
from solutoin import slugify
from waymark import prove
from waymark.types import Clock


def test_it(clock: Clock) -> None:
    clock.advanced(1)
`,
    });

    await writeEditorSettings(root);

    expect((await pyright()).filter((found) => found.includes('test_typos'))).toEqual([
      expect.stringMatching(/:1 \S+ "slugfy" is unknown import symbol/),
      expect.stringMatching(/:2 reportMissingImports Import "solutoin" could not be resolved/),
      expect.stringMatching(/:3 \S+ "prove" is unknown import symbol/),
      expect.stringMatching(/:8 \S+ Cannot access attribute "advanced" for class "Clock"/),
    ]);
  });

  test('sees no suite from a submission, and no other exercise from a suite', async () => {
    await writeFiles(root, {
      ...exercise,
      'text/other/exercise.json': { slug: 'other', title: 'Other' },
      'text/other/hidden/test_other.py': 'from solution import slugify\n',
      'text/other/solution/solution.py': 'import waymark.types\nimport test_other\n\nx = 1\n',
    });

    await writeEditorSettings(root);

    const found = await pyright();
    expect(found.filter((line) => line.startsWith('text/other'))).toEqual([
      expect.stringMatching(/hidden\/test_other\.py:1 \S+ "slugify" is unknown/),
      expect.stringMatching(/solution\/solution\.py:1 \S+ Import "waymark\.types" could not be resolved/),
      expect.stringMatching(/solution\/solution\.py:2 \S+ Import "test_other" could not be resolved/),
    ]);
  });

  test("of this repository's exercises misses nothing but packages that the images have", async () => {
    await cp(join(packageRoot(), 'exercises'), root, { recursive: true });

    await writeEditorSettings(root);

    const missing = (await pyright()).flatMap((found) => /reportMissingImports Import "([\w.]+)"/.exec(found)?.[1] ?? []);
    expect([...new Set(missing.map((name) => name.split('.')[0] ?? ''))].filter((name) => !ofImages.has(name))).toEqual([]);
  });
});

/** What images install and this host need not have; and a module that a probe writes before it imports it. */
const ofImages: ReadonlySet<string> = new Set([
  ...['pytest', 'hypothesis', 'httpx', 'behave', 'parse', 'black', 'flake8', 'mypy'],
  ...['fastapi', 'starlette', 'pydantic', 'flask', 'werkzeug', 'django', 'aiohttp', 'sqlalchemy'],
  ...['redis', 'pymemcache', 'pika', 'kafka', 'cassandra', 'pymongo', 'bson', 'psycopg', 'pymysql', 'boto3', 'botocore', 'yaml'],
  'jobs',
]);

describe('settings', () => {
  test('lead to schemas and packages that are there', async () => {
    await writeFiles(root, exercise);

    await writeEditorSettings(root);

    const schemas: readonly { readonly url: string }[] = JSON.parse(await read('.vscode/settings.json'))['json.schemas'];
    const paths: readonly string[] = JSON.parse(await read('pyrightconfig.json')).extraPaths;
    expect(schemas.length).toBeGreaterThanOrEqual(3);
    for (const { url } of schemas) expect(JSON.parse(await readFile(fileURLToPath(url), 'utf8'))).toHaveProperty('$schema');
    for (const path of paths)
      expect(await readFile(join(path, moduleIn(path), '__init__.py'), 'utf8')).toEqual(expect.any(String));
  });

  test.each([
    ['a checkout', 'exercises', 'waymark', '../waymark'],
    ['a package of the same project', 'exercises', 'node_modules/waymark', '../node_modules/waymark'],
  ])('are relative for %s, so that others can use them', async (_what, catalogue, place, expected) => {
    await writeFiles(root, { 'package.json': '{}', ...prefixed(`${catalogue}/`, exercise) });
    await installAt(join(root, place));

    const { exitCode, stderr } = await execa(
      process.execPath,
      [join(root, place, 'dist/main.js'), 'editor', '--catalog', join(root, catalogue)],
      { reject: false },
    );

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { extraPaths } = JSON.parse(await read(`${catalogue}/pyrightconfig.json`));
    expect(extraPaths[0]).toBe(`${expected}/runner-images/judge/src`);
    const { 'json.schemas': schemas } = JSON.parse(await read(`${catalogue}/.vscode/settings.json`));
    expect(schemas[0].url).toBe(`${expected}/schemas/exercise.schema.json`);
    expect(await readFile(resolve(root, catalogue, schemas[0].url), 'utf8')).toContain('urn:waymark:schema:exercise');
  });

  test('keep what an author has there, comments too, and are the same the second time', async () => {
    await writeFiles(root, {
      ...exercise,
      'pyrightconfig.json': `{
  // strict, please
  "typeCheckingMode": "strict",
  "extraPaths": ["lib", "/old/waymark/runner-images/judge/src"],
  "executionEnvironments": [
    { "root": "text/slugs/hidden", "extraPaths": ["fakes"], "reportMissingImports": "warning" },
    { "root": "text/gone/hidden", "extraPaths": ["text/gone/solution"] },
    { "root": "tools", "pythonVersion": "3.11" },
  ],
}
`,
      '.vscode/settings.json': `{
  "editor.rulers": [100], // wide
  "json.schemas": [{ "fileMatch": ["mine.json"], "url": "./mine.schema.json" }]
}
`,
    });

    await writeEditorSettings(root);
    const first = [await read('pyrightconfig.json'), await read('.vscode/settings.json')];
    const { files } = await writeEditorSettings(root);

    const [config = '', settings = ''] = first;
    expect(config).toContain('// strict, please\n  "typeCheckingMode": "strict"');
    expect(config).not.toContain('/old/waymark');
    expect(config).not.toContain('gone');
    expect(config).toMatch(/"lib"/);
    expect(config).toMatch(/"fakes"\s*\],\s*"reportMissingImports": "warning"/);
    expect(config).toMatch(/"root": "tools",\s*"pythonVersion": "3\.11"/);
    expect(settings).toContain('"editor.rulers": [100], // wide');
    expect(settings).toContain('"./mine.schema.json"');
    expect(settings).toContain('/schemas/tests.schema.json');
    expect(files.map(({ state }) => state)).toEqual(['unchanged', 'unchanged']);
    expect([await read('pyrightconfig.json'), await read('.vscode/settings.json')]).toEqual(first);
  });

  test('are checked without being written', async () => {
    await writeFiles(root, exercise);
    const check = () => runWaymark(['editor', '--check', '--catalog', root]);

    const before = await check();
    await writeEditorSettings(root);
    const after = await check();
    await writeFiles(root, prefixed('more/', { 'x/exercise.json': { slug: 'x', title: 'X' }, 'x/hidden/test_x.py': '' }));
    const later = await check();

    expect(before).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('WAYMARK_EDITOR_SETTINGS_STALE') });
    expect(after.exitCode).toBe(0);
    expect(later.stderr).toContain('not up to date: pyrightconfig.json.');
  });

  test.each<readonly [what: string, files: Readonly<Record<string, unknown>>, message: RegExp]>([
    ['no JSON', { 'pyrightconfig.json': '{\n  "a": [1,\n' }, /"pyrightconfig\.json" is no JSON: \w+ in line 3, column 1/],
    ['a list', { '.vscode/settings.json': '[]' }, /"\.vscode\/settings\.json" holds no object/],
    ['a folder in their place', { 'pyrightconfig.json/x': '' }, /is not a file that can be read/],
  ])('are refused where there is %s, and nothing is written', async (_what, files, message) => {
    await writeFiles(root, { ...exercise, ...files });

    const run = await runWaymark(['editor', '--catalog', root]);

    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
    await expect(read('.vscode/settings.json').catch(() => '[]')).resolves.toBe('[]');
  });

  test.skipIf(process.platform === 'win32')('are not written through a link', async () => {
    await writeFiles(root, { ...exercise, 'elsewhere/settings.json': '{}' });
    await symlink(join(root, 'elsewhere'), join(root, '.vscode'));

    const { exitCode } = await runWaymark(['editor', '--catalog', root]);

    expect(exitCode).toBe(2);
    expect(await read('elsewhere/settings.json')).toBe('{}');
  });
});

/** Waymark at another place, compiled; what it only reads lies there by links. */
async function installAt(place: string): Promise<void> {
  await writeFiles(place, { 'package.json': await readFile(join(packageRoot(), 'package.json'), 'utf8') });
  for (const part of ['schemas', 'runner-images', 'node_modules']) await symlink(join(packageRoot(), part), join(place, part));
  await execa('tsc', ['-p', 'tsconfig.build.json', '--outDir', join(place, 'dist')], { cwd: packageRoot(), preferLocal: true });
}

function moduleIn(path: string): string {
  return path.endsWith('judge/src') ? 'waymark' : path.endsWith('wire/src') ? 'waymark_wire' : 'waymark_agent';
}

function prefixed(prefix: string, files: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [prefix + path, content]));
}

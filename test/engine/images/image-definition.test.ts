import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readImageDefinitions } from '../../../src/engine/images/image-definition.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-images-'));
  await write('base/Dockerfile', 'FROM x\n');
  await write('judge/Dockerfile', 'FROM base\n');
  await write('judge/image.json', '{ "from": "base", "copies": ["wire/src"] }');
  await write('judge/src/waymark/server.py', 'pass\n');
  await write('python/Dockerfile', 'FROM base\n');
  await write('python/image.json', '{ "from": "base" }');
  await write('wire/src/frames.py', 'pass\n');
});
afterEach(() => rm(folder, { recursive: true }));

test('lists every folder with a Dockerfile, parents first', async () => {
  const definitions = await readImageDefinitions(folder);

  expect(definitions.map(({ name, from }) => [name, from])).toEqual([
    ['base', undefined],
    ['judge', 'base'],
    ['python', 'base'],
  ]);
});

test('gives the same tags for the same contents', async () => {
  expect(await tags()).toEqual(await tags());
  expect((await tags())['judge']).toMatch(/^waymark\/judge:[0-9a-f]{16}$/);
});

test.each([
  ['a file of its folder', 'judge/src/waymark/server.py', ['judge']],
  ['a folder it copies', 'wire/src/frames.py', ['judge']],
  ['a new file', 'judge/src/waymark/new.py', ['judge']],
  ['the image it stands on', 'base/Dockerfile', ['base', 'judge', 'python']],
  ['bytecode somebody left', 'judge/src/waymark/__pycache__/server.pyc', []],
  ["a tool's cache", 'judge/src/.mypy_cache/x.json', []],
  ['its tests', 'judge/tests/test_server.py', []],
])('changes tags with %s', async (_, file, changed) => {
  const before = await tags();

  await write(file, 'something else\n');

  const after = await tags();
  expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(changed);
});

test('tells a renamed file from the same contents in place', async () => {
  await write('python/a', 'x');
  const before = await tags();

  await rm(join(folder, 'python/a'));
  await write('python/b', 'x');

  expect((await tags())['python']).not.toBe(before['python']);
});

test.each([
  ['is no JSON', '{'],
  ['has a wrong type', '{ "from": 5 }'],
  ['stands on something that is not there', '{ "from": "nowhere" }'],
  ['stands on itself', '{ "from": "judge" }'],
])('refuses an image.json that %s', async (_, text) => {
  await write('judge/image.json', text);

  await expect(readImageDefinitions(folder)).rejects.toMatchObject({ code: 'WAYMARK_IMAGE_BUILD_FAILED' });
});

async function tags(): Promise<Record<string, string>> {
  return Object.fromEntries((await readImageDefinitions(folder)).map(({ name, tag }) => [name, tag]));
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

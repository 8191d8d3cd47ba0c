import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kindNames } from '../../src/author/exercise-kinds.ts';
import { packageRoot } from '../../src/engine/package-root.ts';
import { compileSchema } from '../../src/schema/compile-schema.ts';
import { fencedBlocks } from './fenced-blocks.ts';

const pages = ['docs/authoring.md', 'docs/catching-misconceptions.md'];
const read = (path: string): Promise<string> => readFile(join(packageRoot(), path), 'utf8');
const blocks = (await Promise.all(pages.map(async (page) => fencedBlocks(await read(page))))).flat();

test.each(blocks.filter(({ says }) => says.has('from')).map((block) => [block.says.get('from') ?? '', block.text] as const))(
  'an example from %s stands there word for word',
  async (path, text) => {
    expect(await read(path)).toContain(text);
  },
);

test.each(blocks.filter(({ says }) => says.has('schema')).map((block) => [block.says.get('schema') ?? '', block.text] as const))(
  'an example of %s fits its schema',
  (schema, text) => {
    expect(compileSchema(schema as 'mutants')(JSON.parse(text))).toMatchObject({ isValid: true });
  },
);

test('every block is run, quoted, checked, or a picture', () => {
  const unproven = blocks.filter(({ language, says }) => language !== '' && language !== 'sh' && says.size === 0);

  expect(unproven).toEqual([]);
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(10);
});

test('the vocabulary names the fixtures there are', async () => {
  const table = (await read('docs/authoring.md')).split("## The suite's vocabulary")[1] ?? '';
  const suites = (await read('docs/suites.md')).split(/^## /m).find((part) => part.startsWith('Fixtures for more')) ?? '';
  const fixtures = [...suites.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );

  expect(fixtures.length).toBeGreaterThan(8);
  expect(fixtures.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});

test('the tutorial builds an exercise of each kind', async () => {
  const page = await read('docs/authoring.md');

  expect(kindNames.filter((kind) => !page.includes(` --kind ${kind} `))).toEqual([]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freeFolder, parsePlace } from '../../src/author/exercise-place.ts';
import { writeFiles } from '../catalog/exercise-folder.ts';

describe('an area and a slug', () => {
  test.each([
    ['python-language/string-basics', 'python-language', 'string-basics'],
    ['a/2-b', 'a', '2-b'],
  ])('%j', (text, area, slug) => {
    expect(parsePlace(text)).toEqual({ area, slug });
  });

  test.each([
    ['string-basics', 'Say "python-language/string-basics".'],
    ['String Basics', 'Say "python-language/string-basics".'],
    ['python-language/String Basics', 'Say "python-language/string-basics".'],
    ['Python Language/string_basics', 'Say "python-language/string-basics".'],
    ['python-language\\string-basics', 'Say "python-language/string-basics".'],
    ['exercises/python-language/string-basics', 'Say "python-language/string-basics".'],
    ['/python-language/x', 'Say "python-language/x".'],
    ['python-language/naïve--größe-', 'Say "python-language/naive-gro-e".'],
    ['python-language/', 'Say an area and a slug, such as "python-language/string-basics".'],
    ['../x', 'Say an area and a slug, such as "python-language/string-basics".'],
    ['', 'Say an area and a slug, such as "python-language/string-basics".'],
    ['日本/語', 'Say an area and a slug, such as "python-language/string-basics".'],
    [`a/${'long-'.repeat(12)}tail`, `Say "a/${'long-'.repeat(12).slice(0, -1)}".`],
  ])('%j is refused, with what may have been meant', (text, next) => {
    expect(() => parsePlace(text)).toThrow(expect.objectContaining({ code: 'WAYMARK_EXERCISE_NAME', next }));
  });
});

describe('the folder of a new exercise', () => {
  let root = '';
  const areas = [{ id: 'python-language', title: 'Python', order: 1 }];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'waymark-place-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  test.each([
    ['a known area', 'python-language'],
    ['an area that is like no other', 'robotics'],
    ['an area that is like another one and has a folder', 'python-languages'],
  ])('is free in %s', async (_what, area) => {
    await writeFiles(root, { 'python-languages/README.md': '' });

    expect(await freeFolder(root, { area, slug: 'x' }, areas)).toBe(join(root, area, 'x'));
  });

  test.each([
    ['a folder is there', 'python-language', 'notes', 'WAYMARK_EXERCISE_EXISTS'],
    ['a file is there', 'python-language', 'text', 'WAYMARK_EXERCISE_EXISTS'],
    ['another area has that slug', 'python-language', 'cors', 'WAYMARK_EXERCISE_EXISTS'],
    ['the area is mistyped', 'python-langauge', 'x', 'WAYMARK_UNKNOWN_AREA'],
  ])('is not when %s', async (_what, area, slug, code) => {
    await writeFiles(root, {
      'python-language/notes/README.md': '',
      'python-language/text': '',
      'web/cors/exercise.json': { slug: 'cors', title: 'CORS' },
    });

    await expect(freeFolder(root, { area, slug }, areas)).rejects.toMatchObject({ code, next: expect.any(String) });
  });

  test('needs a catalogue', async () => {
    await expect(freeFolder(join(root, 'nowhere'), { area: 'a', slug: 'b' }, areas)).rejects.toMatchObject({
      code: 'WAYMARK_CATALOGUE_NOT_FOUND',
    });
  });
});

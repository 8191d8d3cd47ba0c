import { describe, expect, test } from 'vitest';
import { InvalidExerciseError } from '../../src/schema/invalid-exercise-error.ts';
import { parseDocument } from '../../src/schema/parse-document.ts';
import { renderFault } from '../../src/schema/schema-fault.ts';

const parse = (text: string | Uint8Array) => parseDocument('exercise', Buffer.from(text), 'slugify/exercise.json');

function faultsOf(document: string | Uint8Array | object): readonly string[] {
  const text = typeof document === 'string' || document instanceof Uint8Array ? document : JSON.stringify(document);
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InvalidExerciseError) return error.faults.map(renderFault);
    throw error;
  }
  return [];
}

const minimal = { slug: 'slugify', title: 'Slugify' };

describe('exercise.json', () => {
  test('needs a slug and a title, nothing else', () => {
    expect(parse(JSON.stringify(minimal))).toEqual(minimal);
    expect(parse(`\ufeff${JSON.stringify({ $schema: '../exercise.schema.json', ...minimal })}`)).toMatchObject(minimal);
  });

  test('may say everything', () => {
    const document = {
      ...minimal,
      version: '2.10.0',
      topic: 'language.basics',
      difficulty: 3,
      minutes: 45,
      objectives: ['Loop'],
      outOfScope: ['Recursion'],
      prerequisites: ['loops-first'],
      image: 'web',
      entry: ['solution.py', 'shop/', 'shop/cart.py', '.config/x.toml'],
      services: ['postgres'],
      limits: { cpus: 0.5, memoryBytes: 268_435_456, testTimeMs: 2000 },
      passFraction: 1,
      feedback: 'hints',
      wrongSolutions: [{ name: 'off-by-one', misconception: 'Counts from one.', failingTests: ['test_a.py::test_b'] }],
    };

    expect(faultsOf(document)).toEqual([]);
  });

  test.each<readonly [what: string, document: object, fault: string]>([
    ['a missing key', { slug: 'a' }, '$: expected the key "title", found none.'],
    ['a list instead of an object', [], '$: expected an object in braces, found an empty list.'],
    [
      'a key with a typing mistake',
      { ...minimal, dificulty: 1 },
      '$: expected only known keys, found the key "dificulty". Did you mean "difficulty"?',
    ],
    [
      'an unknown key of limits',
      { ...minimal, limits: { cpu: 1 } },
      '$.limits: expected only known keys, found the key "cpu". Did you mean "cpus"?',
    ],
    ['a wrong type', { ...minimal, minutes: '45' }, '$.minutes: expected a whole number, found "45".'],
    ['too much', { ...minimal, passFraction: 60 }, '$.passFraction: expected at most 1, found 60.'],
    ['too little', { ...minimal, limits: { testTimeMs: 1 } }, '$.limits.testTimeMs: expected at least 100, found 1.'],
    [
      'a word that is none of the words',
      { ...minimal, feedback: 'hint' },
      '$.feedback: expected one of "full", "hints", "titles", "score", found "hint". Did you mean "hints"?',
    ],
    [
      'a number that is none of the numbers',
      { ...minimal, difficulty: 6 },
      '$.difficulty: expected one of 1, 2, 3, 4, 5, found 6.',
    ],
    [
      'a slug that is none',
      { ...minimal, slug: 'My Exercise' },
      '$.slug: expected lower-case words joined by dashes, found "My Exercise".',
    ],
    [
      'an entry twice',
      { ...minimal, entry: ['a.py', 'b.py', 'a.py'] },
      '$.entry: expected items that all differ, found a list of 3 items. Items 1 and 3 are the same.',
    ],
    ['no entry', { ...minimal, entry: [] }, '$.entry: expected at least 1 item, found an empty list.'],
    ['an empty title', { ...minimal, title: '' }, '$.title: expected text of at least 1 character, found "".'],
    [
      'a wrong solution that nothing catches',
      { ...minimal, wrongSolutions: [{ name: 'a', misconception: 'b', failingTests: [] }] },
      '$.wrongSolutions[0].failingTests: expected at least 1 item, found an empty list.',
    ],
  ])('%s is said in words', (_what, document, fault) => {
    expect(faultsOf(document)).toEqual([fault]);
  });

  test.each([
    '../solution.py',
    'a/../b.py',
    '/solution.py',
    'a//b.py',
    './a.py',
    'a\\b.py',
    'a b.py',
    '..',
    '.',
    '',
    'a/./b',
    'ü.py',
  ])('the entry %j is refused', (entry) => {
    expect(faultsOf({ ...minimal, entry: [entry] })[0]).toMatch(/^\$\.entry\[0\]: expected /);
  });

  test('all faults are found at once, and the message shows the first five', () => {
    const document = { title: 3, minutes: 0, difficulty: 0, passFraction: 2, feedback: '', image: 'A', services: [1] };

    expect(faultsOf(document)).toHaveLength(8);
    expect(() => parse(JSON.stringify(document))).toThrow(
      /^slugify\/exercise\.json is not valid:\n(?: {2}\$.*\n){5} {2}and 3 more\.$/,
    );
  });
});

describe('what is not JSON is shown with its place', () => {
  test.each([
    ['nothing', '', 'line 1, column 1: expected a value, found the end of the file.'],
    [
      'a comment',
      '{\n  // the name\n  "slug": "a"\n}',
      'line 2, column 3: expected a key in double quotes or "}", found "/". JSON has no comments; take it out.',
    ],
    [
      'a comment behind a value',
      '{"slug": "a" /* name */}',
      'line 1, column 14: expected "," or "}", found "/". JSON has no comments; take it out.',
    ],
    [
      'a comment behind it all',
      '{}\n# done',
      'line 2, column 1: expected nothing more, found "#". JSON has no comments; take it out.',
    ],
    [
      'a trailing comma',
      '{\n  "slug": "a",\n}',
      'line 3, column 1: expected a key in double quotes, found "}". Take out the comma before it.',
    ],
    ['a trailing comma in a list', '[1, 2, ]', 'line 1, column 8: expected a value, found "]". Take out the comma before it.'],
    [
      'a missing comma',
      '{\n  "a": 1\n  "b": 2\n}',
      'line 3, column 3: expected "," or "}", found "\\"". A comma may be missing before it.',
    ],
    [
      'single quotes',
      "{'slug': 'a'}",
      'line 1, column 2: expected a key in double quotes or "}", found "\'". JSON puts text in double quotes.',
    ],
    [
      'a bare key',
      '{slug: "a"}',
      'line 1, column 2: expected a key in double quotes or "}", found "slug". Keys stand in double quotes.',
    ],
    ['Python words', '{"a": [True]}', 'line 1, column 8: expected a value, found "True". JSON writes true, false and null.'],
    ['no number', '{"a": NaN}', 'line 1, column 7: expected a value, found "NaN". JSON has no such value.'],
    ['a missing colon', '{"a" 1}', 'line 1, column 6: expected ":" behind the key, found "1". A comma may be missing before it.'],
    ['a missing end', '{"a": {"b": [1]', 'line 1, column 16: expected "," or "}", found the end of the file.'],
    ['a wrong end', '{"a": [1}', 'line 1, column 9: expected "," or "]", found "}".'],
    [
      'a line break in text',
      '{"a": "x\ny"}',
      'line 1, column 9: expected the rest of the text and a double quote, found the end of the line. Text stays on one line; a line break in it is written \\n, a tab \\t.',
    ],
    [
      'a lone backslash',
      '{"a": "\\d"}',
      'line 1, column 8: expected the rest of the text and a double quote, found "\\\\". A backslash is written twice, "\\\\".',
    ],
    [
      'text without an end',
      '{"äöü": "x',
      'line 1, column 11: expected the rest of the text and a double quote, found the end of the file.',
    ],
    ['a number with a leading zero', '[007]', 'line 1, column 2: expected a value, found "007".'],
    ['more than one value', '{} {}', 'line 1, column 4: expected nothing more, found "{".'],
  ])('%s', (_what, text, fault) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);

    expect(faultsOf(text)).toEqual([fault]);
  });

  test('other bytes are named as such', () => {
    expect(faultsOf(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual(['$: expected text in UTF-8, found other bytes.']);
  });

  test('no nesting is too deep', () => {
    expect(faultsOf('['.repeat(200_000))).toEqual(['line 1, column 200001: expected a value, found the end of the file.']);
  });
});

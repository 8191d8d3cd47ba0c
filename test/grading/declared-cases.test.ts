import { describe, expect, test } from 'vitest';
import { agreeBeside, agreeOnCases, readDeclared } from '../../src/grading/declared-cases.ts';
import { ExerciseError } from '../../src/model/waymark-error.ts';
import { declaredCase, exercise } from './sample-cases.ts';

const [one, two] = [declaredCase('test_one', { hint: 'Think.' }), declaredCase('test_two', { points: 2 })];
const declared = exercise({ declared: [one, two] });

describe('a suite that is the declared one', () => {
  test('counts as declared, in declared order, hints from there', () => {
    const collected = [two, declaredCase('test_one')];

    expect(agreeOnCases(declared, collected)).toEqual([one, two]);
  });

  test('is whatever was collected where nothing is declared', () => {
    expect(agreeOnCases(exercise(), [two, one])).toEqual([two, one]);
  });
});

test.each<[string, ReturnType<typeof exercise>, readonly (typeof one)[], string]>([
  ['lacks a test', declared, [one], '"test_a.py::test_two" is declared, but not in the suite'],
  ['has one more', declared, [one, two, declaredCase('test_new')], '"test_a.py::test_new" is in the suite, but not declared'],
  ['has a test twice', declared, [one, two, two], 'has the test "test_a.py::test_two" twice'],
  ['has a test twice that is not declared', exercise(), [one, one], 'has the test "test_a.py::test_one" twice'],
  [
    'has a test renamed',
    declared,
    [one, declaredCase('test_deux', { points: 2 })],
    '"test_a.py::test_two" is declared, but not in the suite (and 1 more)',
  ],
  ['gives other points', declared, [one, { ...two, points: 5 }], '"test_a.py::test_two" is worth 5, declared are 2'],
  [
    'gives another title',
    declared,
    [one, { ...two, title: 'New' }],
    '"test_a.py::test_two" has the title "New", declared is "Title of test_two"',
  ],
  ['is empty', declared, [], 'The suite of "sample" has no test that is worth a point.'],
  ['is worth nothing', exercise(), [declaredCase('test_one', { points: 0 })], 'no test that is worth a point'],
])('a suite that %s is the author’s fault, and the sentence says which test', (_, of, collected, sentence) => {
  expect(() => agreeOnCases(of, collected)).toThrow(ExerciseError);
  expect(() => agreeOnCases(of, collected)).toThrow(sentence);
});

describe('a suite that is collected beside the submission', () => {
  const content = { cases: [one, two] };

  test('is believed where it is the declared one', () => {
    expect(agreeBeside(declared, content, [])).toEqual([one, two]);
    expect(() => agreeBeside(declared, { cases: [one] }, [])).toThrow(ExerciseError);
  });

  test('keeps its declared tests where the submission kept some from being collected', () => {
    expect(agreeBeside(declared, { cases: [one] }, ['NameError'])).toEqual([one, two]);
  });

  test('keeps its declared tests where the submission chose the parameters of some', () => {
    const [plain, first, second] = ['test_plain', 'test_each[1]', 'test_each[2]'].map((id) => declaredCase(id));
    const three = exercise({ declared: [plain, first, second].filter((each) => each !== undefined) });
    const ids = (cases: unknown) => agreeBeside(three, { cases }, []).map(({ id }) => id);

    expect(ids([plain, second, declaredCase('test_each[7]')])).toEqual(three.declared?.map(({ id }) => id));
    expect(() => ids([first, second])).toThrow('"test_a.py::test_plain" is declared, but not in the suite');
    expect(() => ids([plain])).toThrow('"test_a.py::test_each[1]" is declared, but not in the suite');
    expect(() => ids([plain, first, second, declaredCase('test_more[1]')])).toThrow('"test_a.py::test_more[1]" is in the suite');
  });

  test('must be declared, if it is an exercise’s; what it tests could depend on the submission', () => {
    expect(() => agreeBeside(exercise(), content, [])).toThrow(/Declare its tests|depend on the submission/);
  });

  test('of a bare suite is what was collected', () => {
    const { folder: _, ...bare } = exercise();

    expect(agreeBeside(bare, content, ['one file failed'])).toEqual([one, two]);
  });
});

test('what the judge lists is read without trust in its shape', () => {
  const good = { id: 'a', title: 'A', points: 1.5 };

  expect(
    readDeclared({
      cases: [good, { ...good, hint: 'h', more: 1 }, { ...good, points: -1 }, { ...good, points: '1' }, { id: 'b' }, null, 7],
    }),
  ).toEqual([good, { ...good, hint: 'h' }]);
  expect(readDeclared(undefined)).toEqual([]);
  expect(readDeclared({ cases: 'all' })).toEqual([]);
});

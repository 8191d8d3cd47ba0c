import { describe, expect, test } from 'vitest';
import { type CaseParts, caseResult, uncollected, unreached } from '../../src/grading/case-result.ts';
import { declaredCase, facts } from './sample-cases.ts';

const declared = declaredCase('test_x', { points: 3, hint: 'Look again.' });
const judge = (parts: Partial<CaseParts>) => caseResult({ declared, stdout: '', stderr: '', ...parts });
const timeout = { status: 'timeout', limit: { limit: 'testTimeMs', ceiling: 1000 } } as const;
const memory = { status: 'memory-limit', limit: { limit: 'memoryBytes', ceiling: 1 } } as const;

describe('only a passed test earns points', () => {
  test.each<[string, Partial<CaseParts>, string, string | null, number]>([
    ['the judge says passed', { facts: facts('passed') }, 'passed', null, 3],
    ['passed, and a child was killed for memory', { facts: facts('passed'), strain: memory }, 'passed', null, 3],
    ['passed, but it was interrupted', { facts: facts('passed'), interruption: timeout }, 'timeout', 'learner', 0],
    ['skipped by the suite', { facts: facts('skipped', { reason: 'later' }) }, 'skipped', 'author', 0],
    ['skipped, but it was interrupted', { facts: facts('skipped'), interruption: timeout }, 'timeout', 'learner', 0],
    ['failed', { facts: facts('failed') }, 'failed', 'learner', 0],
    ['failed after an interruption', { facts: facts('failed'), interruption: memory }, 'memory-limit', 'learner', 0],
    ['failed under strain', { facts: facts('failed'), strain: memory }, 'memory-limit', 'learner', 0],
    [
      'interrupted and under strain: the first cause wins',
      { facts: facts('failed'), interruption: timeout, strain: memory },
      'timeout',
      'learner',
      0,
    ],
    ['an error', { facts: facts('error') }, 'error', 'learner', 0],
    ['nothing was heard of it', {}, 'error', 'learner', 0],
    ['interrupted, and nothing more was heard', { interruption: timeout }, 'timeout', 'learner', 0],
  ])('%s', (_, parts, status, owner, points) => {
    expect(judge(parts)).toMatchObject({ id: declared.id, title: declared.title, status, owner, points, maximum: 3 });
  });
});

test('a passed test gives no hint and no message, a failed one its hint', () => {
  expect(judge({ facts: facts('passed') })).toEqual({
    id: declared.id,
    title: declared.title,
    status: 'passed',
    owner: null,
    points: 3,
    maximum: 3,
  });
  expect(judge({ facts: facts('failed') }).hint).toBe('Look again.');
});

test('what was printed is kept, where something was', () => {
  expect(judge({ facts: facts('passed'), stdout: 'a', stderr: 'b' })).toMatchObject({ stdout: 'a', stderr: 'b' });
  expect(judge({ facts: facts('passed') })).not.toHaveProperty('stdout');
});

describe('a failed test says', () => {
  const comparison = { actual: "'a--b'", expected: "'a-b'" };
  const call = 'slugify("a  b")';

  test('after which call, and leaves the two values to the comparison', () => {
    const text = "assert 'a--b' == 'a-b'";

    expect(judge({ facts: facts('failed', { call, comparison, text }) })).toMatchObject({
      message: `After ${call} something else was there than was expected.`,
      explanation: text,
      comparison,
    });
  });

  test('which check did not hold, where nothing was compared', () => {
    expect(judge({ facts: facts('failed', { call }) }).message).toBe(`The check after ${call} did not hold.`);
  });

  test('which of its parts failed', () => {
    expect(judge({ facts: facts('failed', { parts: ['n=1', 'n=2'] }) }).message).toBe('In the parts n=1; n=2.');
  });

  test('what was raised in the learner’s code, and where; then pytest has nothing to add', () => {
    const frames = [{ file: 'solution.py', line: 2, function: 'f' }];
    const result = judge({
      facts: facts('failed', { type: 'ValueError', text: 'no\nmore', frames, call, comparison, parts: [] }),
    });

    expect(result).toMatchObject({
      message: 'ValueError was raised in your code: no.',
      error: { type: 'ValueError', message: 'no\nmore', traceback: frames },
    });
    expect(result).not.toHaveProperty('explanation');
    expect(result).not.toHaveProperty('comparison');
  });

  test('only the limit, where one was hit, whatever was raised on the way out', () => {
    const result = judge({ facts: facts('error', { type: 'SubmissionGone', text: 'gone', call }), interruption: timeout });

    expect(result).toMatchObject(timeout);
    expect(result).not.toHaveProperty('message');
    expect(result).not.toHaveProperty('error');
  });
});

test('a test that was not reached is over the time of the grading', () => {
  const limit = { limit: 'gradingTimeMs', ceiling: 5 };

  expect(unreached(declared, limit)).toMatchObject({ status: 'timeout', owner: 'learner', points: 0, maximum: 3, limit });
});

test('a test that was not collected beside the submission says why', () => {
  expect(uncollected(declared, ['Traceback\nNameError: name x\n'])).toMatchObject({
    status: 'error',
    points: 0,
    maximum: 3,
    message: 'The suite could not prepare this test with your code: NameError: name x',
  });
});

test('a test that leaves itself out for every submission alike is worth nothing, one that does so because of this one costs', () => {
  const declared = { id: 'test_a.py::test_x', title: 'Title', points: 3 };
  const skipped = (hasMetSubmission: boolean, isBareSuite = false) =>
    caseResult({ declared, facts: facts('skipped', { hasMetSubmission }), stdout: '', stderr: '', isBareSuite });

  expect(skipped(false)).toMatchObject({ points: 0, maximum: 0 });
  expect(skipped(true)).toMatchObject({ points: 0, maximum: 3 });
  expect(skipped(true, true)).toMatchObject({ points: 0, maximum: 0 });
});

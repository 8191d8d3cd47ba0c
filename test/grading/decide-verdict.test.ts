import { describe, expect, test } from 'vitest';
import { decideVerdict } from '../../src/grading/decide-verdict.ts';
import type { CaseRun, RunEnd } from '../../src/grading/run-suite.ts';
import { declaredCase, exercise, facts } from './sample-cases.ts';

const declared = [declaredCase('test_a', { points: 2 }), declaredCase('test_b'), declaredCase('test_c')];
const passed = (name: string): CaseRun => ({ id: `test_a.py::${name}`, facts: facts('passed'), stdout: '', stderr: '' });

function decide(names: readonly string[], end: RunEnd, collecting: readonly string[] = []) {
  const runs = new Map(names.map((name) => [`test_a.py::${name}`, passed(name)]));
  return decideVerdict({ exercise: exercise(), declared, runs, end, collecting });
}

describe('a verdict has every declared test once, in declared order,', () => {
  test('whatever order they ran in', () => {
    const verdict = decide(['test_c', 'test_a', 'test_b'], { kind: 'finished' });

    expect(verdict.status).toBe('graded');
    expect(verdict.cases.map(({ id }) => id)).toEqual(declared.map(({ id }) => id));
    expect(verdict.score).toEqual({ points: 4, maximum: 4, fraction: 1, passed: true });
  });

  test('and counts nothing that was not declared', () => {
    const verdict = decide(['test_a', 'test_invented'], { kind: 'finished' });

    expect(verdict.cases).toHaveLength(3);
    expect(verdict.score).toMatchObject({ points: 2, maximum: 4 });
  });

  test('and a test that never ran earned nothing', () => {
    const verdict = decide(['test_a'], { kind: 'finished' }, ['Traceback\nNameError: x']);

    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', 'error', 'error']);
    expect(verdict.cases[1]?.message).toContain('NameError: x');
  });

  test('and keeps the points already earned when the time for the grading is used up', () => {
    const verdict = decide(['test_a', 'test_b'], { kind: 'out-of-time' });

    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', 'passed', 'timeout']);
    expect(verdict.cases[2]?.limit).toEqual({ limit: 'gradingTimeMs', ceiling: 120_000 });
    expect(verdict.score).toMatchObject({ points: 3, passed: true });
  });
});

describe('a submission that cannot be imported', () => {
  const frames = [{ file: 'helpers.py', line: 7, function: '<module>' }];

  test('earns nothing, also not what had passed before', () => {
    const verdict = decide(['test_a'], { kind: 'import-failed' });

    expect(verdict).toMatchObject({ status: 'import-failed', score: { points: 0, maximum: 4, passed: false } });
    expect(new Set(verdict.cases.map(({ status, owner }) => `${status} ${owner}`))).toEqual(new Set(['error learner']));
  });

  test.each<[string, RunEnd, object]>([
    [
      'for an exception says which, and where',
      { kind: 'import-failed', module: 'solution', facts: facts('error', { type: 'KeyError', text: "'x'\nmore", frames }) },
      { code: 'import.error', file: 'helpers.py', line: 7, message: "helpers.py cannot be imported: KeyError: 'x'." },
    ],
    [
      'for its syntax says so',
      { kind: 'import-failed', module: 'shop.cart', facts: facts('error', { type: 'IndentationError', text: 'bad' }) },
      { code: 'import.syntax-error', file: 'shop/cart.py', message: 'shop/cart.py cannot be imported: IndentationError: bad.' },
    ],
    [
      'in time says which limit',
      { kind: 'import-failed', interruption: { status: 'timeout', limit: { limit: 'loadTimeMs', ceiling: 5 } } },
      { code: 'import.timeout', file: 'solution.py', limit: { limit: 'loadTimeMs', ceiling: 5 } },
    ],
    [
      'because it exits says with what',
      { kind: 'import-failed', interruption: { status: 'crashed', exitCode: 3 } },
      {
        code: 'import.crashed',
        message: 'solution.py cannot be imported: it ended the program with exit code 3 while it was imported.',
      },
    ],
    [
      'because of a signal names it',
      { kind: 'import-failed', interruption: { status: 'crashed', signal: 'SIGSEGV' } },
      { code: 'import.crashed', message: expect.stringContaining('SIGSEGV') },
    ],
    [
      'where the suite needs it to be collected says why',
      { kind: 'not-collected', content: { errors: ['Traceback\nImportError: no slugify\n'] } },
      { code: 'import.not-collected', message: expect.stringMatching(/ImportError: no slugify$/) },
    ],
  ])('%s', (_, end, problem) => {
    expect(decide([], end)).toMatchObject({
      status: 'import-failed',
      problem: { owner: 'learner', next: expect.any(String), ...problem },
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { CaseResult } from '../../../src/model/verdict.ts';
import type { WaymarkError } from '../../../src/model/waymark-error.ts';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from './grading-bench.ts';

const suite = (test: string): string => `import pytest
import solution
from waymark import counted, probe

${test}
`;

const linear = suite(`def test_it(assert_growth):
    assert_growth(solution.has_pair, lambda n: (counted(list(range(n))), 2 * n), at_most="n", what="work", expect=lambda n: False)`);

const honest = `def has_pair(items, total):
    seen = set()
    for item in items:
        if total - item in seen:
            return True
        seen.add(item)
    return False
`;

/** The usual time for a test: what is counted must not meet it, however busy this machine is. */
const limits = defaultLimits;

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('growth, graded by counting'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const gradeCase = async (tests: string, code: string): Promise<CaseResult | undefined> => {
    const { verdict } = await bench.grade(exerciseOf(tests, { limits }), submissionOf(code));
    expect(verdict.status).toBe('graded');
    return verdict.cases[0];
  };

  test('passes a submission that grows as asked', async () => {
    expect(await gradeCase(linear, honest)).toMatchObject({ status: 'passed' });
  });

  test('gives the same counts in every grading', async () => {
    const failing = suite('def test_it(steps):\n    raise AssertionError(steps.count(solution.has_pair, list(range(300)), 7))');

    const first = await gradeCase(failing, honest);

    expect(first?.explanation).toMatch(/^\d{2,6}$/u);
    expect(await gradeCase(failing, honest)).toMatchObject({ explanation: first?.explanation });
  });

  test.each([
    [
      'a loop in a loop',
      'def has_pair(items, total):\n    return any(a + b == total for a in items for b in items)',
      'has_pair grows like n^2, at most n is asked for. Counted: instructions.',
    ],
    [
      '`in` on a list, one instruction of many comparisons',
      'def has_pair(items, total):\n    return any(total - item in items for item in items)',
      'has_pair grows like n^2, at most n is asked for. Counted: ',
    ],
    [
      'slices, whose loops are in C',
      'def has_pair(items, total):\n    return any(max(items[place:]) > total for place in range(len(items)))',
      'has_pair grows like n^2, at most n is asked for. Counted: ',
    ],
    [
      'an exponential search',
      'def has_pair(items, total):\n    def search(n):\n        return n > 0 and (search(n - 1) or search(n - 1))\n    return search(len(items))',
      'has_pair took more than 2,000,000 instructions for n = 64, and was stopped.',
    ],
    [
      'an endless loop that catches everything',
      'def has_pair(items, total):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass',
      'has_pair took more than 2,000,000 instructions for n = 64, and was stopped.',
    ],
    [
      'a wrong answer where it is measured',
      `${honest}\nreal = has_pair\ndef has_pair(items, total):\n    return real(items, total) if type(items) is list else None`,
      'has_pair gave a wrong answer while it was measured, for n = 64: None instead of False.',
    ],
    [
      'work in another process',
      `import os\n${honest}\nreal = has_pair\ndef has_pair(items, total):\n    if os.fork() == 0:\n        os._exit(0)\n    return real(items, total)`,
      'has_pair cannot be measured (n = 64): it started another process',
    ],
    [
      'a look into the interpreter',
      'import gc\ndef has_pair(items, total):\n    return bool(gc.get_objects())',
      'has_pair cannot be measured (n = 64): it looked into the interpreter',
    ],
    [
      'counts of its own',
      `import waymark_agent.kits.growth as kit\n${honest}\nkit.measure = lambda *_: {"rows": [[64, -5, 0, 0]], "why": None, "limits": None, "results": []}`,
      'has_pair cannot be measured: something interfered with the counting itself',
    ],
  ])('fails %s, with a sentence', async (_, code, said) => {
    const result = await gradeCase(linear, code);

    expect(result).toMatchObject({ status: 'failed', explanation: expect.stringContaining(said) });
  });

  test('reports a crash, an exception and a limit as in any other test', async () => {
    expect(await gradeCase(linear, 'import os\ndef has_pair(items, total): os._exit(3)')).toMatchObject({
      status: 'crashed',
      exitCode: 3,
    });
    expect(await gradeCase(linear, 'def has_pair(items, total):\n    return items["a"]')).toMatchObject({
      status: 'error',
      error: { type: 'TypeError', traceback: [{ file: 'solution.py', source: 'return items["a"]' }] },
    });
    expect(await gradeCase(linear, 'def has_pair(items, total):\n    return sum(range(10 ** 15))')).toMatchObject({
      status: 'timeout',
    });
    expect(await gradeCase(linear, 'x = 1')).toMatchObject({ status: 'error', message: expect.stringContaining('has_pair') });
  });

  test('tells a generator from a list by its memory', async () => {
    const lazy = suite(`def test_it(assert_growth):
    assert_growth(solution.evens, lambda n: n, at_most="1", what="memory", consume=True, sizes=(500, 1000, 2000, 4000))`);

    expect(await gradeCase(lazy, 'def evens(n):\n    return (2 * i for i in range(n))')).toMatchObject({ status: 'passed' });
    expect(await gradeCase(lazy, 'def evens(n):\n    return [2 * i for i in range(n)]')).toMatchObject({
      status: 'failed',
      explanation: expect.stringContaining('evens grows like n, at most 1 is asked for. Counted: bytes.'),
    });
  });

  test("ends the grading where nothing could be measured: that is the author's to mend", async () => {
    const tests = suite('def test_it(assert_growth):\n    assert_growth(solution.has_pair, {10: 1, 20: 2}, at_most="n")');

    const failure = await bench.grade(exerciseOf(tests), submissionOf(honest)).catch((error: WaymarkError) => error);

    expect(failure).toMatchObject({ message: expect.stringContaining('growth shows in at least 4 sizes') });
  });
});

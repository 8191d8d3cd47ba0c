import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roleLabel } from '../../../src/engine/docker/owner.ts';
import type { CaseResult } from '../../../src/model/verdict.ts';
import { EngineError, ExerciseError, JudgeError } from '../../../src/model/waymark-error.ts';
import { type Bench, engineHere, exerciseOf, fourTests, honestBut, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('what is not the learner’s doing gives no points'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each([
    ['judge', JudgeError],
    ['sandbox', EngineError],
  ] as const)('when somebody kills the %s', async (role, kind) => {
    const exercise = await fourTests({ testTimeMs: 60_000 });
    const submission = await honestBut('import time\ndef victim(n): time.sleep(60)');
    const judged: CaseResult[] = [];
    const kill = async (): Promise<void> => {
      for (const id of await bench.containers()) {
        const container = bench.docker.getContainer(id);
        if ((await container.inspect()).Config.Labels[roleLabel] === role) {
          await container.kill();
        }
      }
    };

    const grading = bench.grade(exercise, submission, {
      onCase: (one) => {
        judged.push(one);
        // What the first attempt had may be gone before it is looked at.
        kill().catch(() => undefined);
      },
    });

    await expect(grading).rejects.toBeInstanceOf(kind);
    // A sandbox is given a second chance, a judge that is in the middle of a grading is not.
    expect(judged.map(({ status }) => status)).toEqual(role === 'judge' ? ['passed'] : ['passed', 'passed']);
  });

  test('when there is no such image', async () => {
    const exercise = { ...(await fourTests()), image: 'nowhere' };

    await expect(bench.grade(exercise, await honestBut())).rejects.toBeInstanceOf(EngineError);
  });

  test.each<[string, string, RegExp]>([
    [
      'does not import',
      'import json\nimport no_such_module\n\ndef test_a():\n    pass\n',
      /test_sample\.py:2[\s\S]*no_such_module/,
    ],
    ['raises while it is imported', 'x = 1\nx / 0\n', /File "test_sample\.py", line 2[\s\S]*ZeroDivisionError/],
    ['has a syntax error', 'def test_a(:\n    pass\n', /line 1[\s\S]*SyntaxError/],
    ['has no tests', 'from solution import f\n', /no test that is worth a point/],
    ['is worth nothing', 'import pytest\n\n@pytest.mark.points(0)\ndef test_a():\n    pass\n', /no test that is worth a point/],
  ])('when the suite of an exercise %s', async (_, suite, sentence) => {
    const error = await bench.grade(exerciseOf(suite), submissionOf('def f(): pass')).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ExerciseError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence), next: expect.any(String) });
    expect(error).toMatchObject({ message: expect.not.stringContaining('/work/suites') });
  });

  const suite = 'from solution import f\n\ndef test_f():\n    """F is one"""\n    assert f() == 1\n';
  const declared = { id: 'test_sample.py::test_f', title: 'F is one', points: 1 };

  test.each([
    ['another title', [{ ...declared, title: 'F is two' }], /"test_sample.py::test_f" has the title "F is one"/],
    ['other points', [{ ...declared, points: 2 }], /"test_sample.py::test_f" is worth 1, declared are 2/],
    [
      'a test that is not there',
      [declared, { ...declared, id: 'test_sample.py::test_g' }],
      /"test_sample.py::test_g" is declared/,
    ],
    ['not all tests', [{ ...declared, id: 'test_sample.py::test_g' }], /test_g" is declared, .*and 1 more/],
  ])('when tests.json declares %s', async (_, tests, sentence) => {
    const exercise = exerciseOf(suite, { declared: tests });

    const error = await bench.grade(exercise, submissionOf('def f(): return 1')).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ExerciseError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence) });
  });

  test('but a suite as it is declared is graded', async () => {
    const { verdict } = await bench.grade(exerciseOf(suite, { declared: [declared] }), submissionOf('def f(): return 1'));

    expect(verdict).toMatchObject({ status: 'graded', score: { points: 1, maximum: 1, passed: true } });
  });
});

describe.skipIf(engineHere === undefined)(titled('a grading of strange sizes'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('takes tests whose names are long, or full of what a frame is made of', async () => {
    const suite = `import pytest
from solution import f

@pytest.mark.parametrize("text", ["{}", '[{"a": [1]}]', "x" * 50_000, "ü\\\\n"])
def test_f(text):
    assert f(text) == text
`;

    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf('def f(x): return x'));

    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  test('grows by less than 50 MB over 64 MiB of output', async () => {
    const limits = { outputBytes: 128 * 1024 * 1024, testTimeMs: 60_000 };
    const flood = await honestBut('def victim(n):\n    for _ in range(1024): os.write(1, b"x" * 65536)\n    return 2 * n');
    await bench.grade(await fourTests(), await honestBut());
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 10);

    const { verdict } = await bench.grade(await fourTests(limits), flood);
    clearInterval(watch);

    expect(verdict.score).toMatchObject({ points: 8 });
    expect(verdict.cases[1]?.stdout?.length).toBeLessThan(100_000);
    expect(most - before).toBeLessThan(50_000_000);
  });

  test('grows by less than 50 MB over a flood of frames', async () => {
    const flood = await honestBut(
      'def victim(n):\n    for fd in range(3, 256):\n        try:\n            while True: os.write(fd, b"x" * 65536)\n        except OSError: pass\n    return 2 * n',
    );
    const before = process.memoryUsage.rss();

    const { verdict } = await bench.grade(await fourTests(), flood);

    expect(verdict.cases[1]?.status).not.toBe('passed');
    expect(verdict.score).toMatchObject({ points: 5 });
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Submission } from '../../../src/model/submission.ts';
import { buildReport } from '../../../src/report/build-report.ts';
import { canonicalJson } from '../../../src/report/canonical-json.ts';
import type { Report } from '../../../src/report/report.ts';
import { type Bench, engineHere, exerciseOf, fourTests, honestBut, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

const setsAndHandles = `
import solution

def test_set():
    assert solution.words() == {"a"}

def test_sets_in_a_dict():
    assert solution.index() == {}

def test_handle():
    assert solution.Thing() == solution.Thing()

def test_handle_in_a_list():
    assert [solution.Thing()] == [1]

def test_exception():
    solution.fail()

def test_exception_with_an_object():
    solution.fail_with_object()

def test_print():
    solution.shout()
    assert False

def test_temporary_file(tmp_path):
    assert solution.told(str(tmp_path / "x")) == 1

def test_random():
    assert solution.draw() == 0

def test_hash():
    assert solution.hashed() == 0

def test_crash():
    solution.crash()

def test_slow():
    solution.slow()
`;

const unstable = `
import ctypes, random, threading, time

class Thing:
    pass

def words():
    return {"pear", "apple", "fig", "plum", "quince"}

def index():
    return {word: {1, 2, word} for word in words()}

def fail():
    raise KeyError("pear")

def fail_with_object():
    raise ValueError(object(), words(), threading.Lock())

def shout():
    print(words(), object(), Thing().__class__, id(Thing) > 0)

def told(path):
    print(path)
    return path

def draw():
    return random.random()

def hashed():
    return hash("pear")

def crash():
    ctypes.string_at(0)

def slow():
    time.sleep(30)
`;

describe.skipIf(engineHere === undefined)(titled('two gradings of one submission'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const report = async (exercise: Parameters<Bench['grade']>[0], submission: Submission): Promise<Report> => {
    const { verdict, run } = await bench.grade(exercise, submission);
    return buildReport({ exercise, submission, verdict, feedback: 'full', run });
  };

  test.each([
    ['passes', async () => [await fourTests(), await honestBut()] as const, 'graded'],
    [
      'fails, with handles, sets and exceptions',
      async () => [exerciseOf(setsAndHandles), submissionOf(unstable)] as const,
      'graded',
    ],
    ['cannot be imported', async () => [await fourTests(), submissionOf('def f(:\n')] as const, 'import-failed'],
    [
      'loops while it is imported',
      async () => [await fourTests(), submissionOf('while True: print(object())')] as const,
      'import-failed',
    ],
  ])('that %s give the same report, byte for byte, outside its run', async (_, parts, status) => {
    const [exercise, submission] = await parts();

    const reports = [await report(exercise, submission), await report(exercise, submission)];

    // First what is readable, then all of it.
    expect(reports[1]?.tests).toEqual(reports[0]?.tests);
    const [one, other] = reports.map(({ run: _run, ...stable }) => canonicalJson(stable));
    expect(other).toBe(one);
    expect(reports[0]?.status).toBe(status);
    expect(reports[0]?.run.id).not.toBe(reports[1]?.run.id);
  });
});

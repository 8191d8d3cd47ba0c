import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GradingSession, type SessionOptions } from '../../../src/grading/grading-session.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('a session'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const open = (exercise: Exercise, variation: SessionOptions['variation'] = {}): GradingSession =>
    GradingSession.open({ exercise, engine: bench.engine, images: bench.images, variation });

  const sums = exerciseOf(`
import pytest
from solution import add

def test_small():
    """Adds small numbers"""
    assert add(1, 2) == 3

def test_negative():
    """Adds negative numbers"""
    assert add(-1, -2) == -3
`);

  test('grades one submission after the other, and side by side, each by itself', async () => {
    await using session = open(sums);
    const right = submissionOf('def add(a, b):\n    return a + b\n');
    const wrong = submissionOf('def add(a, b):\n    return abs(a) + abs(b)\n');

    const first = await session.grade(right);
    const both = await Promise.all([session.grade(wrong), session.grade(right)]);

    expect(statuses(first.verdict)).toEqual(['passed', 'passed']);
    expect(both.map(({ verdict }) => statuses(verdict))).toEqual([
      ['passed', 'failed'],
      ['passed', 'passed'],
    ]);
  });

  test('ends a grading that has told enough, and the next one is whole', async () => {
    await using session = open(sums);
    const wrong = submissionOf('def add(a, b):\n    return 0\n');

    const short = await session.grade(wrong, { isEnough: ({ status }) => status !== 'passed' });
    const whole = await session.grade(wrong);

    expect(statuses(short.verdict)).toEqual(['failed']);
    expect(statuses(whole.verdict)).toEqual(['failed', 'failed']);
  });

  test('goes on after a suite that could not be run to its end', async () => {
    await using session = open(
      exerciseOf(`
from solution import load

def test_loads():
    """Loads"""
    assert load() == 1
`),
    );

    const looping = await session.grade(submissionOf('while True:\n    pass\n'));
    const right = await session.grade(submissionOf('def load():\n    return 1\n'));

    expect(looping.verdict.status).toBe('import-failed');
    expect(statuses(right.verdict)).toEqual(['passed']);
  });

  test('runs the tests in another order for another seed, and reports them in the declared one', async () => {
    const exercise = exerciseOf(
      `
import pytest
from solution import echo

@pytest.mark.parametrize("number", range(8))
def test_echo(number):
    """Echoes"""
    assert echo(number) == number
`,
      {
        declared: [0, 1, 2, 3, 4, 5, 6, 7].map((number) => ({
          id: `test_sample.py::test_echo[${number}]`,
          title: `Echoes [${number}]`,
          points: 1,
        })),
      },
    );
    const orders = await Promise.all(
      [undefined, 1, 2].map(async (order) => {
        await using session = open(exercise, order === undefined ? {} : { order });
        const ran: string[] = [];
        const { verdict } = await session.grade(submissionOf('def echo(n):\n    return n\n'), {
          onCase: ({ id }) => ran.push(id),
        });
        expect(verdict.cases.map(({ id }) => id)).toEqual(exercise.declared?.map(({ id }) => id));
        return ran.join();
      }),
    );

    expect(new Set(orders).size).toBe(3);
  });

  test('varies the hash seed of suite and submission', async () => {
    const exercise = exerciseOf(`
from solution import order

def test_order():
    """Tells the order of a set"""
    assert order() == "".join({"a", "b", "c", "d", "e", "f", "g"}) + "!"
`);
    const told = await Promise.all(
      [0, 1, 2].map(async (hashSeed) => {
        await using session = open(exercise, { hashSeed });
        const { verdict } = await session.grade(
          submissionOf('def order():\n    return "".join({"a", "b", "c", "d", "e", "f", "g"})\n'),
        );
        return verdict.cases[0]?.comparison;
      }),
    );

    expect(new Set(told.map((one) => one?.actual)).size).toBe(3);
    expect(told.map((one) => one?.expected.replace('!', ''))).toEqual(told.map((one) => one?.actual));
  });

  test('gives each submission services as they were at the start', async () => {
    const exercise = exerciseOf(
      `
from solution import count

def test_counts():
    """Counts from one"""
    assert count() == 1
`,
      { image: 'data', services: ['redis'] },
    );
    await using session = open(exercise);
    const counting = submissionOf(
      'import os, redis\n\ndef count():\n    return redis.Redis.from_url(os.environ["REDIS_URL"]).incr("visits")\n',
    );

    const [first, second] = await Promise.all([session.grade(counting), session.grade(counting)]);

    expect(statuses(first.verdict)).toEqual(['passed']);
    expect(statuses(second.verdict)).toEqual(['passed']);
  });

  test('leaves no container behind when it is closed in the middle of a grading', async () => {
    const session = open(sums);
    const grading = session.grade(submissionOf('import time\n\ndef add(a, b):\n    time.sleep(60)\n'));
    grading.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1000));

    await session[Symbol.asyncDispose]();

    await expect(grading).rejects.toThrow();
  });
});

const statuses = ({ cases }: Verdict): readonly string[] => cases.map(({ status }) => status);

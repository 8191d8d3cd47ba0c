import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from '../grading/grading-bench.ts';

describe.skipIf(engineHere === undefined)(titled('waymark.types'), () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('names what the fixtures give, in a suite that runs', async () => {
    const suite = `from waymark import types
from waymark.types import AssertGrowth, Cli, Client, Clock, Memory, Serve, Static, Steps


def test_all():
    assert all(isinstance(getattr(types, name), type) for name in types.__all__)


def test_fixtures(request, assert_growth: AssertGrowth, clock: Clock, cli: Cli, memory: Memory, serve: Serve, steps: Steps):
    for fixture in (assert_growth, clock, cli, memory, serve, steps):
        name = type(fixture).__name__
        assert type(fixture) is getattr(types, name), name


def test_static(static: Static):
    assert type(static) is types.Static


def test_client(serve: Serve):
    def app(environ, start_response):
        start_response("200 OK", [])
        return [b"x"]

    import solution

    assert type(serve(solution.app)) is Client


def test_growth(assert_growth: AssertGrowth):
    import solution

    assert_growth(solution.total, lambda n: list(range(n)), at_most="n")
`;
    const submission = submissionOf(
      'def app(environ, start_response):\n    start_response("200 OK", [])\n    return [b"x"]\n\n\ndef total(numbers):\n    found = 0\n    for n in numbers:\n        found += n\n    return found\n',
    );

    const { verdict } = await bench.grade(exerciseOf(suite), submission);

    expect(verdict.cases.map(({ id, status, message }) => [id, status, message])).toEqual(
      ['all', 'fixtures', 'static', 'client', 'growth'].map((name) => [`test_sample.py::test_${name}`, 'passed', undefined]),
    );
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { type Bench, engineHere, fixtures, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('a submission with threads and processes'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('has pools, queues, locks, shared memory and subprocesses, and no more processes than it may', async () => {
    const exercise = await suiteExercise({
      suitePath: join(fixtures, 'processes/suite'),
      entry: ['solution.py'],
      limits: { ...defaultLimits, testTimeMs: 30_000 },
    });

    const { verdict } = await bench.grade(
      exercise,
      submissionOf(await readFile(join(fixtures, 'processes/solution.py'), 'utf8')),
    );

    const [tooMany, others] = [true, false].map((wanted) => verdict.cases.filter(({ id }) => id.includes('too_many') === wanted));
    expect(others?.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(others?.length).toBeGreaterThan(20);
    expect(tooMany?.map(({ status, limit }) => [status, limit])).toEqual(
      Array(4).fill(['process-limit', { limit: 'processes', ceiling: 64 }]),
    );
  });
});

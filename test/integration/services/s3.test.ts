import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Bench, engineHere, openBench, titled } from '../grading/grading-bench.ts';
import { expectAllPassed } from './service-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('AWS beside a submission'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('serves both sides, is put back between tests, and can be stopped, killed and cut off', async () => {
    await expectAllPassed(bench, 's3', 'cloud');
  });
});

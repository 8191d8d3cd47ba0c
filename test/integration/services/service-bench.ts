import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { ServiceName } from '../../../src/services/service-kinds.ts';
import { type Bench, exerciseOf, submissionOf } from '../grading/grading-bench.ts';

/**
 * Grades the honest submission `fixtures/<service>/solution.py` with `suite.py` beside it, in a sandbox image that has the service's
 * driver. Every test of the suite has to pass: they say what a service does.
 */
export async function expectAllPassed(bench: Bench, service: ServiceName, image: string): Promise<void> {
  const read = (name: string): Promise<string> => readFile(join(import.meta.dirname, 'fixtures', service, name), 'utf8');
  const limits = { ...defaultLimits, testTimeMs: 30_000 };
  const exercise = exerciseOf(await read('suite.py'), { services: [service], image, limits });

  const { verdict } = await bench.grade(exercise, submissionOf(await read('solution.py')));

  expect(verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1 } });
}

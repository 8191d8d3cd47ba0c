import { expect } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import type { ServiceName } from '../../../src/services/service-kinds.ts';
import { type Bench, exerciseOf, openBench, submissionOf } from '../grading/grading-bench.ts';

/** Building a service from its sources takes minutes where nothing of it is there yet. */
export const buildTimeMs = 1_500_000;

/** A bench that has the images for it. */
export async function openServiceBench(service: ServiceName): Promise<Bench> {
  const bench = await openBench();
  for (const image of ['data', 'gate', `service-${service}`]) {
    await bench.images.reference(image);
  }
  return bench;
}

export async function gradeWith(bench: Bench, service: ServiceName, solution: string, suite: string): Promise<Verdict> {
  const limits = { ...defaultLimits, testTimeMs: 60_000 };
  const exercise = exerciseOf(suite, { services: [service], image: 'data', limits });
  return (await bench.grade(exercise, submissionOf(solution))).verdict;
}

/** With the messages of what did not pass. */
export function expectAllPassed(verdict: Verdict): void {
  expect(verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1 } });
}

import { expect, test } from 'vitest';
import { CaseClock } from '../../src/grading/case-clock.ts';
import { defaultLimits } from '../../src/model/limits.ts';

const limits = { ...defaultLimits, loadTimeMs: 100, testTimeMs: 50, gradingTimeMs: 200 };

test('a test has its time to itself, and loading has its own', () => {
  const clock = new CaseClock(limits);

  clock.spend(30);
  expect(clock.allowance('use')).toMatchObject({ timeMs: 20 });
  expect(clock.allowance('begin')).toMatchObject({ timeMs: 100 });
  clock.beginCase();
  expect(clock.allowance('use')).toMatchObject({ timeMs: 50 });
  expect(clock.gradingTimeMs).toBe(30);
});

test('what is left of the grading caps both, and then it is the grading’s limit', () => {
  const clock = new CaseClock(limits);
  clock.spend(170);
  clock.beginCase();

  const { timeMs, evidence } = clock.allowance('use');

  expect(timeMs).toBe(30);
  expect(evidence(31)).toEqual({ limit: 'gradingTimeMs', ceiling: 200 });
  expect(clock.isUsedUp).toBe(false);
});

test('evidence names the limit and its ceiling, and no measured time that differs from run to run', () => {
  const clock = new CaseClock(limits);

  expect(clock.allowance('begin').evidence(101.7)).toEqual({ limit: 'loadTimeMs', ceiling: 100 });
  expect(clock.allowance('use').evidence(51.2)).toEqual({ limit: 'testTimeMs', ceiling: 50 });
});

test('an allowance is never nothing, and the end is the end', () => {
  const clock = new CaseClock(limits);
  clock.spend(500);

  expect(clock.allowance('use').timeMs).toBe(1);
  expect(clock.isUsedUp).toBe(true);
});

import type { Score } from '../model/points.ts';
import type { CaseResult } from '../model/verdict.ts';

/**
 * The score of a complete list of results. The maximum comes from the suite, never from what ran: a test that did not run
 * earned nothing of it.
 */
export function awardPoints(cases: readonly CaseResult[], passFraction: number): Score {
  const points = sum(cases.map((result) => result.points));
  const maximum = sum(cases.map((result) => result.maximum));
  const fraction = maximum === 0 ? 0 : rounded(points / maximum);
  // Points against points: as a quotient, exactly the pass mark could come out a hair below it.
  const passed = maximum > 0 && points >= rounded(passFraction * maximum);
  return { points, maximum, fraction, passed };
}

/** Points are given in hundredths at the finest; adding them as floats must not show. */
function sum(values: readonly number[]): number {
  return rounded(values.reduce((total, value) => total + value, 0));
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

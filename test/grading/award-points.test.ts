import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awardPoints } from '../../src/grading/award-points.ts';
import { earned } from './sample-cases.ts';

test('sums what was earned and what there was to earn', () => {
  expect(awardPoints([earned(3, 3), earned(0, 2), earned(1, 1)], 0.6)).toEqual({
    points: 4,
    maximum: 6,
    fraction: 0.666667,
    passed: true,
  });
});

test('hundredths add up without the dust of floating point', () => {
  const tenths = Array.from({ length: 10 }, () => earned(0.1, 0.1));

  expect(awardPoints(tenths, 1)).toEqual({ points: 1, maximum: 1, fraction: 1, passed: true });
});

test.each([
  ['no test at all', []],
  ['tests that are worth nothing', [earned(0, 0), earned(0, 0)]],
])('%s is nothing earned and not passed, even where nothing is needed', (_, cases) => {
  expect(awardPoints(cases, 0)).toEqual({ points: 0, maximum: 0, fraction: 0, passed: false });
});

test.each([
  ['exactly the pass mark', 6, 10, 0.6, true],
  ['a hundredth below', 5.99, 10, 0.6, false],
  ['a hair below, where the rounded fraction is at the mark', 599_999.9, 1_000_000, 0.6, false],
  ['nothing, where nothing is needed', 0, 1, 0, true],
  ['all, where all is needed', 7, 7, 1, true],
  ['all but a hundredth, where all is needed', 6.99, 7, 1, false],
  ['two thirds, at a mark of 0.66', 2, 3, 0.66, true],
])('%s: %d of %d at %d', (_, points, maximum, passFraction, passed) => {
  expect(awardPoints([earned(points, points), earned(0, maximum - points)], passFraction).passed).toBe(passed);
});

test('exactly the pass mark passes, in whatever hundredths it is reached', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 500 }), (percent, hundreds) => {
      const [points, maximum] = [(percent * hundreds) / 100, hundreds];
      const cases = [earned(points, points), earned(0, maximum - points)];

      expect(awardPoints(cases, percent / 100).passed).toBe(true);
      expect(awardPoints([...cases, earned(0, 0.01)], percent / 100).passed).toBe(false);
    }),
  );
});

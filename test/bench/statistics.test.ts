import { describe, expect, it } from 'vitest';
import { median, percentile, ratio, spreadOf } from '../../bench/statistics.ts';

describe('the spread of measurements', () => {
  it('has the middle of an odd number of values as its median, whatever their order', () => {
    expect(median([900, 1, 20])).toBe(20);
  });

  it('lies halfway between the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('takes a value that was measured as its percentile', () => {
    const oneToTen = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

    expect(percentile(oneToTen, 0.9)).toBe(9);
    expect(percentile(oneToTen, 0)).toBe(1);
    expect(percentile(oneToTen, 1)).toBe(10);
  });

  it('orders numbers as numbers', () => {
    expect(spreadOf([100, 9, 20])).toEqual({ count: 3, min: 9, median: 20, p90: 100 });
  });

  it('is an error where nothing was measured', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a ratio', () => {
  it('says nothing where one of the two is not known', () => {
    expect(ratio(3, 2)).toBe(1.5);
    expect(ratio(undefined, 2)).toBeUndefined();
    expect(ratio(3, undefined)).toBeUndefined();
    expect(ratio(3, 0)).toBeUndefined();
  });
});

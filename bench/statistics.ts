/** The spread of what was measured, in the unit of the values. */
export interface Spread {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p90: number;
}

/** @throws {RangeError} for no values: there is nothing to say about them. */
export function spreadOf(values: readonly number[]): Spread {
  return { count: values.length, min: percentile(values, 0), median: median(values), p90: percentile(values, 0.9) };
}

/** The value in the middle, or halfway between the two that are. @throws {RangeError} for no values. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values);
  const middle = Math.floor(sorted.length / 2);
  const upper = valueAt(sorted, middle);
  return sorted.length % 2 === 1 ? upper : (valueAt(sorted, middle - 1) + upper) / 2;
}

/** The smallest value that this share of all values does not exceed (nearest rank). @throws {RangeError} for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = inOrder(values);
  return valueAt(sorted, Math.max(0, Math.ceil(share * sorted.length) - 1));
}

/** Undefined where one of the two was not measured, or there is nothing to divide by. */
export function ratio(value: number | undefined, to: number | undefined): number | undefined {
  return value === undefined || to === undefined || to === 0 ? undefined : value / to;
}

function inOrder(values: readonly number[]): number[] {
  return values.toSorted((one, other) => one - other);
}

function valueAt(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError('Nothing was measured, so there is no spread.');
  return value;
}

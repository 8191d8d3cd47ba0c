import { InvalidArgumentError } from 'commander';

/** Parses an option's argument that is a whole number within these bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    }
    return number;
  };
}

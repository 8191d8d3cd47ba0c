import { Command, InvalidArgumentError, Option } from 'commander';
import { kinds } from './suites.ts';

/** What can be asked for alone. */
export const parts = [...kinds] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly only: readonly Part[];
  readonly rounds: number;
  readonly quick: boolean;
  /** File for the results. */
  readonly json?: string;
}

/** @throws by ending the process: `--help`, or an option that is none. */
export function parseOptions(argv: readonly string[]): Options {
  const command = new Command('bench')
    .description(
      'Measures Waymark beside what one would do without it. Needs a container engine, and root for the column "no container".',
    )
    .addOption(new Option('--only <parts>', `a few of: ${parts.join(', ')}`).argParser(partList).default([...parts], 'all'))
    .option('--rounds <n>', 'rounds of each suite (default: 15)', wholeNumber)
    .option('--quick', 'a rough look in less than three minutes')
    .option('--json <file>', 'write all that was measured')
    .allowExcessArguments(false);
  command.parse(argv, { from: 'user' });
  const { only, rounds, quick = false, json } = command.opts<{ only: Part[]; rounds?: number; quick?: true; json?: string }>();
  return { only, rounds: rounds ?? (quick ? 3 : 15), quick, ...(json === undefined ? {} : { json }) };
}

function partList(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = parts.find((known) => known === name);
    if (part === undefined) throw new InvalidArgumentError(`Name some of: ${parts.join(', ')}.`);
    return part;
  });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return value;
}

import { Command, InvalidArgumentError, Option } from 'commander';
import { kinds } from './suites.ts';

/** What can be asked for alone. */
export const parts = [...kinds, 'throughput', 'batches', 'commands', 'bridge'] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly only: readonly Part[];
  readonly rounds: number;
  /** Gradings in the large batch; the small one has a fifth. */
  readonly batch: number;
  readonly quick: boolean;
  /** File for the results. */
  readonly json?: string;
  /** Folder for the plots. */
  readonly plots?: string;
}

interface Flags {
  readonly only: readonly Part[];
  readonly rounds?: number;
  readonly batch?: number;
  readonly quick?: true;
  readonly json?: string;
  readonly plots?: string;
}

/** Ends the process for `--help` and for an option that is none. */
export function parseOptions(argv: readonly string[]): Options {
  const command = new Command('npm run bench --')
    .description(
      'Measures Waymark beside what one would do without it; bench/README.md. Needs a container engine with its client, and root for the column without a container.',
    )
    .addOption(
      new Option('--only <parts>', `a few of: ${parts.join(', ')}`).argParser(partList).default([...parts], 'all of them'),
    )
    .option('--rounds <n>', 'rounds of each suite at most (default: 15, quick 3)', wholeNumber)
    .option('--batch <n>', 'gradings in the large batch; the small one has a fifth (default: 1000, quick 50)', wholeNumber)
    .option('--quick', 'a rough look in less than three minutes')
    .option('--json <file>', 'write all that was measured')
    .option('--plots <folder>', 'draw throughput.svg and grading-time.svg')
    .allowExcessArguments(false);
  command.parse(argv, { from: 'user' });
  const { only, rounds, batch, quick = false, json, plots } = command.opts<Flags>();
  return {
    only,
    rounds: rounds ?? (quick ? 3 : 15),
    batch: batch ?? (quick ? 50 : 1000),
    quick,
    ...(json === undefined ? {} : { json }),
    ...(plots === undefined ? {} : { plots }),
  };
}

function partList(text: string): readonly Part[] {
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

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { program } from '../contestants/cold.ts';
import { runProcess } from '../run-process.ts';
import { type Spread, spreadOf } from '../statistics.ts';

/** Milliseconds of a whole process. */
export interface CommandTimes {
  /** Node that does nothing: what no command can go below. */
  readonly node: Spread;
  readonly version: Spread;
  /** `waymark list` of a catalogue with `exercises` exercises. */
  readonly list: Spread;
  readonly exercises: number;
}

const exercises = 150;
const areas = 10;

export async function measureCommands(bench: Bench, rounds: number): Promise<CommandTimes> {
  const catalogue = await writeCatalogue(join(bench.tempFolder, 'catalogue'));
  const node: number[] = [];
  const version: number[] = [];
  const list: number[] = [];
  const runs = [
    { args: ['--eval', '0'], ms: node, fits: (output: string) => output === '' },
    { args: [program, '--version'], ms: version, fits: (output: string) => /^\d+\.\d+\.\d+/.test(output) },
    {
      args: [program, 'list', '--catalog', catalogue],
      ms: list,
      fits: (output: string) => output.split('\n').length === exercises,
    },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { args, ms, fits } of runs) {
      const startedAt = performance.now();
      const { exitCode, stdout, stderr } = await runProcess(process.execPath, args, { signal: bench.signal });
      const took = performance.now() - startedAt;
      if (exitCode !== 0 || !fits(stdout.trim()))
        throw new Error(`"${args.join(' ')}" gave no proper answer: ${stderr.slice(-800)}`);
      ms.push(took);
    }
  }
  return { node: spreadOf(node), version: spreadOf(version), list: spreadOf(list), exercises };
}

async function writeCatalogue(root: string): Promise<string> {
  for (let number = 0; number < exercises; number++) {
    const slug = `exercise-${number}`;
    const folder = join(root, `area-${number % areas}`, slug);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'exercise.json'), JSON.stringify(description(slug, number), null, 2));
  }
  return root;
}

/** As long as exercise.json files are. */
function description(slug: string, number: number): object {
  return {
    slug,
    title: `Exercise ${number} of a large catalogue`,
    version: '1.0.0',
    topic: `area-${number % areas}.topic-${number % 7}`,
    difficulty: 1 + (number % 5),
    minutes: 30 + number,
    objectives: ['Read what is asked for', 'Write what is needed', 'Leave out what is not'],
    outOfScope: ['Speed', 'Checking of arguments'],
    image: 'python',
    entry: ['solution.py'],
    passFraction: 0.8,
    feedback: 'full',
    wrongSolutions: ['first', 'second', 'third'].map((name) => ({
      name,
      misconception: 'Takes the one thing for the other, and gets the third.',
      failingTests: ['test_solution.py::test_one', 'test_solution.py::test_other'],
    })),
  };
}

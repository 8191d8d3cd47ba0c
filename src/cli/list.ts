import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { listExercises } from '../catalog/list-exercises.ts';
import { safeText } from '../report/text-safety.ts';
import { textTable } from '../report/text-table.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, print, printJson } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { wholeNumber } from './whole-number.ts';

interface ListFlags {
  readonly json?: true;
  readonly topic?: string;
  readonly difficulty?: number;
  readonly catalog: string;
}

export function addList(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('list')
    .description('List the exercises.')
    .option('--topic <topic>', 'only of this topic; the beginning of its id will do')
    .addOption(new Option('--difficulty <1-5>', 'only of this difficulty').argParser(wholeNumber(1, 5)))
    .option('--json', 'print JSON')
    .addOption(catalogOption(context))
    .action(async (flags: ListFlags) => {
      await list(flags, context);
      done(exitCodes.passed);
    });
}

async function list(flags: ListFlags, context: CliContext): Promise<void> {
  const all = await listExercises({
    root: resolve(context.cwd, flags.catalog),
    onInvalid: (error) => context.stderr.write(`Left out: ${safeText(error.message, 2000)}\n`),
  });
  const exercises = all.filter(
    (exercise) =>
      (flags.topic === undefined || exercise.topic?.startsWith(flags.topic) === true) &&
      (flags.difficulty === undefined || exercise.difficulty === flags.difficulty),
  );
  if (flags.json === true) {
    const rows = exercises.map(({ slug, title, topic, difficulty, minutes }) => ({ slug, title, topic, difficulty, minutes }));
    await printJson(context, rows);
    return;
  }
  if (exercises.length === 0) {
    context.stderr.write(
      all.length === 0 ? 'There are no exercises in this catalogue.\n' : 'No exercise fits. "waymark list" shows all of them.\n',
    );
    return;
  }
  const rows = exercises.map(({ slug, title, topic, difficulty, minutes }) => [
    slug,
    difficulty === undefined ? '' : '●'.repeat(difficulty) + '○'.repeat(5 - difficulty),
    minutes === undefined ? '' : `${minutes} min`,
    topic ?? '',
    title,
  ]);
  await print(context, textTable(rows));
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { findExerciseFolder } from '../catalog/find-exercise.ts';
import { readDescription, readExercise } from '../catalog/read-exercise.ts';
import type { Exercise, ExerciseDescription } from '../model/exercise.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, print, printJson } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { readTask, taskText } from './task-text.ts';

interface ShowFlags {
  readonly json?: true;
  readonly catalog: string;
}

export function addShow(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('show')
    .description('Show the task of one exercise, as its learner reads it.')
    .argument('<exercise>', 'slug or folder')
    .option('--json', 'print JSON')
    .addOption(catalogOption(context))
    .action(async (name: string, flags: ShowFlags) => {
      const folder = await findExerciseFolder(name, { root: resolve(context.cwd, flags.catalog), cwd: context.cwd });
      const description = await readDescription(folder);
      // A learner's copy is as much as there is; of the exercise itself the digest is told as well.
      const exercise = description.packedFor === undefined ? await readExercise(folder) : description;
      const task = await readTask(exercise);
      await (flags.json === true
        ? printJson(context, asJson(exercise, task))
        : print(context, taskText(exercise, task, context)));
      done(exitCodes.passed);
    });
}

/** Nothing of the hidden suite, not even the titles of its tests. */
function asJson(exercise: Exercise | ExerciseDescription, task: string | undefined): unknown {
  const digest = 'digest' in exercise ? exercise.digest : undefined;
  const packedFor = 'packedFor' in exercise ? exercise.packedFor : undefined;
  const {
    slug,
    title,
    version,
    topic,
    difficulty,
    minutes,
    objectives,
    outOfScope,
    prerequisites,
    entry,
    services,
    limits,
    passFraction,
    feedback,
  } = exercise;
  return {
    slug,
    title,
    version,
    digest,
    topic,
    difficulty,
    minutes,
    objectives,
    outOfScope,
    prerequisites,
    entry,
    services,
    limits,
    passFraction,
    feedback,
    packedFor,
    task,
  };
}

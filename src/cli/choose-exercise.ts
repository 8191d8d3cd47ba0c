import { access } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { findExercise } from '../catalog/find-exercise.ts';
import { listExercises } from '../catalog/list-exercises.ts';
import { suiteExercise } from '../catalog/suite-exercise.ts';
import { moduleOf } from '../catalog/suite-imports.ts';
import type { Exercise } from '../model/exercise.ts';
import type { Submission } from '../model/submission.ts';
import { ExerciseNotNamedError } from './usage-errors.ts';

export interface ExerciseChoice {
  /** Slug or folder. Absent: the submission's place tells it. */
  readonly exercise: string | undefined;
  /** File the suite imports; overrides the exercise's. */
  readonly entry: string | undefined;
  /** As given on the command line. */
  readonly submission: string;
  /** Folder of the catalogue. */
  readonly root: string;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/**
 * The exercise that was named, or the one the submission's place tells: an exercise.json in its folder or above, or a folder or file
 * called like an exercise.
 * @throws {UsageError} when none is named and none found; also for an unknown slug.
 * @throws {ExerciseError} when it is not valid.
 */
export async function chooseExercise(choice: ExerciseChoice): Promise<Exercise> {
  const { root, cwd, entry, signal } = choice;
  const exercise = await findExercise(choice.exercise ?? (await inferExercise(choice)), { root, cwd, signal });
  return entry === undefined ? exercise : { ...exercise, entry: [entry] };
}

/** An exercise made of nothing but a suite, for this submission. What it imports is found out later, unless `entry` says so. */
export async function chooseSuite(choice: {
  readonly suite: string;
  readonly entry: string | undefined;
  readonly image: string | undefined;
  readonly submission: Submission;
  readonly cwd: string;
  readonly signal: AbortSignal;
}): Promise<Exercise> {
  const { suite, entry, image, submission, cwd, signal } = choice;
  const exclude = new Set(submission.files.filter(({ path }) => path.endsWith('.py')).map(({ path }) => moduleOf(path)));
  return await suiteExercise({
    suitePath: resolve(cwd, suite),
    exclude,
    signal,
    ...(entry === undefined ? {} : { entry: [entry] }),
    ...(image === undefined ? {} : { image }),
  });
}

async function inferExercise({ submission, root, cwd }: ExerciseChoice): Promise<string> {
  const path = resolve(cwd, submission);
  for (let folder = path; ; folder = dirname(folder)) {
    if (await exists(join(folder, 'exercise.json'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      break;
    }
  }
  const names = [parse(path).name, basename(dirname(path))].map((name) => name.toLowerCase().replaceAll('_', '-'));
  const slugs = new Set((await listExercises({ root })).map(({ slug }) => slug));
  const found = names.find((name) => slugs.has(name));
  if (found === undefined) {
    throw new ExerciseNotNamedError(submission);
  }
  return found;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

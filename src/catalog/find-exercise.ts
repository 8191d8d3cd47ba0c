import { access } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Exercise } from '../model/exercise.ts';
import { UnknownExerciseError } from './catalog-errors.ts';
import { type ExerciseFolder, exerciseFolders } from './exercise-folders.ts';
import { readExercise } from './read-exercise.ts';

export interface FindExerciseOptions {
  /** Folder with the areas in it. */
  readonly root: string;
  /** What a relative folder is relative to. */
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

/**
 * The exercise that {@link findExerciseFolder} finds.
 * @throws {UnknownExerciseError} when there is none, with the slugs that may have been meant.
 * @throws {ExerciseError} when it is there and no good.
 * @throws {NoHiddenSuiteError} for a learner's copy.
 */
export async function findExercise(slugOrFolder: string, options: FindExerciseOptions): Promise<Exercise> {
  const { signal } = options;
  const folder = await findExerciseFolder(slugOrFolder, options);
  return await readExercise(folder, signal === undefined ? {} : { signal });
}

/**
 * The folder of the exercise of that slug in the catalogue, or else that folder itself. `<area>/<slug>` and paths are folders: first
 * below `cwd`, then below the catalogue.
 * @throws {UnknownExerciseError} when there is neither, with the slugs that may have been meant.
 */
export async function findExerciseFolder(
  slugOrFolder: string,
  options: Pick<FindExerciseOptions, 'root' | 'cwd'>,
): Promise<string> {
  const { root, cwd } = options;
  const isSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slugOrFolder);
  // A folder named by its path needs no catalogue, so a missing one is no reason to fail.
  const catalogue = isSlug ? await exerciseFolders(root) : [];
  const listed = catalogue.find(({ name }) => name === slugOrFolder);
  if (listed !== undefined) return listed.hostPath;

  const candidates = isAbsolute(slugOrFolder) ? [slugOrFolder] : [resolve(cwd, slugOrFolder), resolve(root, slugOrFolder)];
  for (const folder of candidates) {
    if (await exists(join(folder, 'exercise.json'))) return folder;
  }
  // A folder that lacks its exercise.json is an unfinished exercise, not a mistyped name.
  for (const folder of candidates) {
    if (await exists(join(folder, 'hidden'))) return folder;
  }
  throw new UnknownExerciseError(slugOrFolder, await suggestionsFor(slugOrFolder, isSlug ? catalogue : undefined, root));
}

async function suggestionsFor(
  asked: string,
  catalogue: readonly ExerciseFolder[] | undefined,
  root: string,
): Promise<readonly string[]> {
  const known = catalogue ?? (await exerciseFolders(root).catch(() => []));
  const word = asked.split(/[/\\]/).findLast((part) => part !== '') ?? asked;
  return didYouMean(
    word.replaceAll(/[_ ]/g, '-'),
    known.map(({ name }) => name),
  );
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

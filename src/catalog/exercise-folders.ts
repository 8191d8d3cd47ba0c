import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/read-regular-file.ts';
import { CatalogueNotFoundError } from './catalog-errors.ts';

/** A folder of the catalogue with an exercise.json in it. */
export interface ExerciseFolder {
  /** The folder's own name: the slug, if the author kept to the rule. */
  readonly name: string;
  /** Folder above it; absent for an exercise that lies in the root itself. */
  readonly area?: string;
  readonly hostPath: string;
}

/**
 * The exercises that lie under `root`, as `<slug>/` or `<area>/<slug>/`, sorted by area and name. Reads no file.
 * @throws {CatalogueNotFoundError}
 */
export async function exerciseFolders(root: string): Promise<readonly ExerciseFolder[]> {
  const names = await foldersIn(root).catch((error: unknown) => {
    const code = errorCode(error);
    throw code === 'ENOENT' || code === 'ENOTDIR' ? new CatalogueNotFoundError(root, { cause: error }) : error;
  });
  const found = await Promise.all(names.map((name) => foldersFrom(root, name)));
  return found.flat();
}

async function foldersFrom(root: string, name: string): Promise<readonly ExerciseFolder[]> {
  const hostPath = join(root, name);
  if (await isExercise(hostPath)) return [{ name, hostPath }];
  const folders = (await foldersIn(hostPath)).map((inner) => ({ name: inner, area: name, hostPath: join(hostPath, inner) }));
  const areExercises = await Promise.all(folders.map((folder) => isExercise(folder.hostPath)));
  return folders.filter((_folder, index) => areExercises[index]);
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

async function isExercise(folder: string): Promise<boolean> {
  return await access(join(folder, 'exercise.json')).then(
    () => true,
    () => false,
  );
}

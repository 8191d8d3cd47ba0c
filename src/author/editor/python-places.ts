import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exerciseFolders } from '../../catalog/exercise-folders.ts';

/** A folder of Python and where its imports are looked for besides itself. */
export interface PythonPlace {
  /** Relative to the catalogue, with forward slashes. */
  readonly root: string;
  /** Relative to the catalogue, or absolute. */
  readonly extraPaths: readonly string[];
}

/**
 * Every folder of the catalogue's exercises that holds Python: a suite sees its own exercise's solution and `packages`, each
 * submission sees itself alone.
 * @throws {CatalogueNotFoundError}
 */
export async function pythonPlaces(root: string, packages: readonly string[]): Promise<readonly PythonPlace[]> {
  const exercises = await exerciseFolders(root);
  const places = await Promise.all(
    exercises.map(async ({ name, area, hostPath }) => {
      const exercise = area === undefined ? name : `${area}/${name}`;
      const inside = new Set(await foldersIn(hostPath));
      const wrong = inside.has('wrong') ? await foldersIn(join(hostPath, 'wrong')) : [];
      const submissions = [
        ...['solution', 'starter'].filter((part) => inside.has(part)),
        ...wrong.map((part) => `wrong/${part}`),
      ];
      return [
        ...(inside.has('hidden') ? [{ root: `${exercise}/hidden`, extraPaths: [`${exercise}/solution`, ...packages] }] : []),
        ...submissions.map((part) => ({ root: `${exercise}/${part}`, extraPaths: [] })),
      ];
    }),
  );
  return places.flat();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

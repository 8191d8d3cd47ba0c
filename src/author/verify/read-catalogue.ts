import { CatalogueNotFoundError } from '../../catalog/catalog-errors.ts';
import { exerciseFolders } from '../../catalog/exercise-folders.ts';
import { listExercises } from '../../catalog/list-exercises.ts';
import { readTopics } from '../../catalog/read-topics.ts';
import type { Catalogue } from './checks/check-place.ts';

/**
 * What there is beside an exercise. A folder without topics.json, or without exercises, has none.
 * @throws {InvalidExerciseError} for a topics.json that is no good.
 */
export async function readCatalogue(root: string): Promise<Catalogue> {
  const orNone = <T>(error: unknown, none: T): T => {
    if (error instanceof CatalogueNotFoundError) {
      return none;
    }
    throw error;
  };
  const [folders, listed, topics] = await Promise.all([
    exerciseFolders(root).catch((error: unknown) => orNone(error, [])),
    listExercises({ root }).catch((error: unknown) => orNone(error, [])),
    readTopics(root).then(
      (read) => read.topics.map(({ id }) => id),
      (error: unknown) => orNone(error, []),
    ),
  ]);
  return { folders, listed, topics };
}

import { join } from 'node:path';
import type { Exercise } from '../model/exercise.ts';
import { ExerciseError } from '../model/waymark-error.ts';
import { InvalidExerciseError } from '../schema/invalid-exercise-error.ts';
import { parseDocument } from '../schema/parse-document.ts';
import { type ExerciseFolder, exerciseFolders } from './exercise-folders.ts';
import { readAuthorFile } from './read-author-file.ts';

/** An exercise as a list shows it: what exercise.json says, without its suite. */
export interface ListedExercise
  extends Pick<
    Exercise,
    'slug' | 'title' | 'version' | 'topic' | 'difficulty' | 'minutes' | 'objectives' | 'prerequisites' | 'image' | 'services'
  > {
  /** Folder name of its area; absent for an exercise that lies in the root itself. */
  readonly area?: string;
  /** Absolute, on the host. */
  readonly folder: string;
}

export interface ListExercisesOptions {
  /** Folder with the areas in it. */
  readonly root: string;
  /** Told of each exercise that is left out because its exercise.json is no good; one bad exercise does not hide the others. */
  readonly onInvalid?: (error: ExerciseError) => void;
}

/**
 * The exercises of a catalogue, by area and slug. Reads nothing but exercise.json files.
 * @throws {CatalogueNotFoundError}
 */
export async function listExercises({ root, onInvalid = () => {} }: ListExercisesOptions): Promise<readonly ListedExercise[]> {
  const listed: ListedExercise[] = [];
  const slugs = new Set<string>();
  const read = await Promise.all((await exerciseFolders(root)).map((folder) => readListed(folder)));
  for (const exercise of read) {
    if (exercise instanceof ExerciseError) {
      onInvalid(exercise);
    } else if (slugs.has(exercise.slug)) {
      onInvalid(slugFault(exercise.slug, 'a slug that no other exercise has'));
    } else {
      slugs.add(exercise.slug);
      listed.push(exercise);
    }
  }
  return listed;
}

async function readListed({ name, area, hostPath }: ExerciseFolder): Promise<ListedExercise | ExerciseError> {
  const label = `${name}/exercise.json`;
  try {
    const content = await readAuthorFile(join(hostPath, 'exercise.json'), { file: label, maxBytes: 1024 * 1024 });
    const file = parseDocument('exercise', content ?? new Uint8Array(), label);
    if (file.slug !== name) return slugFault(file.slug, `the name of its folder, "${name}"`, label);
    return {
      slug: file.slug,
      title: file.title,
      version: file.version ?? '1.0.0',
      ...(area === undefined ? {} : { area }),
      ...(file.topic === undefined ? {} : { topic: file.topic }),
      ...(file.difficulty === undefined ? {} : { difficulty: file.difficulty }),
      ...(file.minutes === undefined ? {} : { minutes: file.minutes }),
      objectives: file.objectives ?? [],
      prerequisites: file.prerequisites ?? [],
      image: file.image ?? 'python',
      services: file.services ?? [],
      folder: hostPath,
    };
  } catch (error) {
    if (error instanceof ExerciseError) return error;
    throw error;
  }
}

function slugFault(slug: string, expected: string, file = `${slug}/exercise.json`): InvalidExerciseError {
  return new InvalidExerciseError(file, [{ where: '$.slug', expected, found: JSON.stringify(slug) }]);
}

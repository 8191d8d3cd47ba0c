import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { exerciseFolders } from '../catalog/exercise-folders.ts';
import type { Area } from '../catalog/read-topics.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { ExerciseExistsError, ExerciseNameError, UnknownAreaError } from './author-errors.ts';

/** Where an exercise lies in its catalogue: `<area>/<slug>`. */
export interface ExercisePlace {
  readonly area: string;
  readonly slug: string;
}

const longest = 60;

/**
 * Reads `<area>/<slug>`.
 * @throws {ExerciseNameError} with what may have been meant.
 */
export function parsePlace(text: string): ExercisePlace {
  const parts = text.split('/');
  const [area = '', slug = ''] = parts;
  const words = text
    .split(/[/\\]/u)
    .map(asSlug)
    .filter((part) => part !== '');
  const meant = words.length === 2 ? words.join('/') : undefined;
  if (parts.length === 1 && words.length === 1) {
    throw new ExerciseNameError(text, 'has no area', `python-language/${words[0]}`);
  }
  if (parts.length > 2) {
    throw new ExerciseNameError(text, 'has more parts than an area and a slug', words.slice(-2).join('/') || undefined);
  }
  if (![area, slug].every((part) => asSlug(part) === part && part !== '')) {
    throw new ExerciseNameError(text, 'is not an area and a slug of lower-case words joined by dashes', meant);
  }
  const long = [area, slug].find((part) => part.length > longest);
  if (long !== undefined) {
    const shorter = [area, slug].map((part) => asSlug(part.slice(0, longest))).join('/');
    throw new ExerciseNameError(long, `has more than ${longest} characters`, shorter);
  }
  return { area, slug };
}

/**
 * Makes sure that an exercise can be written to that place of the catalogue in `root`.
 * @returns its folder, absolute if `root` is.
 * @throws {CatalogueNotFoundError} @throws {UnknownAreaError}
 * @throws {ExerciseExistsError} when something is there, or another area has an exercise of that slug.
 */
export async function freeFolder(root: string, place: ExercisePlace, areas: readonly Area[]): Promise<string> {
  const { area, slug } = place;
  const folder = join(root, area, slug);
  const known = await exerciseFolders(root);
  if (await exists(folder)) throw new ExerciseExistsError(`There is "${area}/${slug}" already`);
  const taken = known.find(({ name }) => name === slug);
  if (taken !== undefined) {
    throw new ExerciseExistsError(`The slug "${slug}" belongs to "${taken.area === undefined ? '' : `${taken.area}/`}${slug}"`);
  }
  const ids = areas.map(({ id }) => id);
  const [near] = didYouMean(area, ids, 1);
  if (near !== undefined && !ids.includes(area) && !(await exists(join(root, area)))) {
    throw new UnknownAreaError(area, slug, near);
  }
  return folder;
}

/** Lower-case words joined by dashes, of what a person typed: `String Basics!` → `string-basics`. */
function asSlug(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

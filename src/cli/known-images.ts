import { ImagesNotBuiltError } from '../engine/engine-errors.ts';
import type { ImageState } from '../engine/images/image-store.ts';
import { UnknownImageError } from './usage-errors.ts';

/** A mistyped name is the caller's to mend, so it is found before anything is done. @throws {UnknownImageError} */
export function assertKnownImages(names: readonly string[], states: readonly ImageState[]): void {
  const known = states.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UnknownImageError(unknown, known);
  }
}

/**
 * The images that a command can work with, and those that it has to leave: each that is named must be built; without names, those that are.
 * @throws {UnknownImageError | ImagesNotBuiltError}
 */
export function chooseBuilt(
  names: readonly string[],
  states: readonly ImageState[],
): { readonly built: readonly string[]; readonly missing: readonly string[] } {
  assertKnownImages(names, states);
  const wanted = states.filter(({ name }) => names.length === 0 || names.includes(name));
  const built = wanted.filter((image) => image.built).map(({ name }) => name);
  const missing = wanted.filter((image) => !image.built).map(({ name }) => name);
  if (missing.length > 0 && (names.length > 0 || built.length === 0)) {
    throw new ImagesNotBuiltError(missing);
  }
  return { built, missing };
}

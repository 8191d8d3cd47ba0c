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

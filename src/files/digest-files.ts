import { createHash } from 'node:crypto';
import type { SourceFile } from '../model/submission.ts';

/**
 * `sha256:<hex>` over the sorted files: path, length and content of each. Equal files give an equal digest, however they
 * were packed and in whatever order they came.
 */
export function digestFiles(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const file of sortFiles(files)) {
    // NUL cannot stand in a path, and the length says where the content ends: no two lists of files share one encoding.
    hash.update(`${file.path}\0${file.content.byteLength}\0`);
    hash.update(file.content);
  }
  return `sha256:${hash.digest('hex')}`;
}

/** By code units, so that the order is the same on every machine and in every locale. */
export function sortFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

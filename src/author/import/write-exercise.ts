import { lstat } from 'node:fs/promises';
import { printable } from '../../files/path-fault.ts';
import type { SourceFile } from '../../model/submission.ts';
import { writeFolder } from '../write-whole.ts';
import { ImportTargetError } from './import-errors.ts';

/**
 * Writes a new folder, whole or not at all.
 * @throws {ImportTargetError} when there is something at that place already.
 */
export async function writeExercise(folder: string, files: readonly SourceFile[], signal?: AbortSignal): Promise<void> {
  await assertFree(folder);
  await writeFolder(folder, files, { signal });
}

/** @throws {ImportTargetError} */
export async function assertFree(folder: string): Promise<void> {
  const isThere = await lstat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new ImportTargetError(`There is something at "${printable(folder, 240)}" already, and nothing is ever overwritten.`, {
      next: 'Choose another name with --as <area>/<slug>, or take away what is there.',
    });
  }
}

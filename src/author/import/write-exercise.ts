import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { printable } from '../../files/path-fault.ts';
import type { SourceFile } from '../../model/submission.ts';
import { ImportTargetError } from './import-errors.ts';

/**
 * Writes a new folder, whole or not at all: its files come up beside it under a name of their own, and the last step is to rename that.
 * @throws {ImportTargetError} when there is something at that place already.
 */
export async function writeExercise(folder: string, files: readonly SourceFile[], signal?: AbortSignal): Promise<void> {
  await assertFree(folder);
  const coming = join(dirname(folder), `.waymark-import-${randomBytes(6).toString('hex')}`);
  try {
    for (const { path, content } of files) {
      signal?.throwIfAborted();
      const place = join(coming, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, content, { flag: 'wx' });
    }
    await assertFree(folder);
    await rename(coming, folder);
  } finally {
    await rm(coming, { recursive: true, force: true });
  }
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

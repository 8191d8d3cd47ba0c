import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../files/read-regular-file.ts';
import { replaceFile } from '../files/replace-file.ts';
import type { SourceFile } from '../model/submission.ts';
import { WaymarkError } from '../model/waymark-error.ts';
import { writeFault } from '../report/write-fault.ts';
import { NotWrittenError } from './author-errors.ts';

/**
 * Writes files as a folder that appears whole or not at all: beside its place first, then moved there. Folders above it are made.
 * With `replace` what is in its place goes away when the rest is done.
 * @throws {NotWrittenError} also when something but an empty folder is in its place, without `replace`.
 */
export async function writeFolder(
  folder: string,
  files: readonly SourceFile[],
  options: { readonly replace?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { replace = false, signal } = options;
  const temporary = join(dirname(folder), `.${basename(folder)}.${randomUUID()}.tmp`);
  try {
    await makeFolder(dirname(folder));
    await mkdir(temporary, { recursive: true });
    for (const { path, content } of files) {
      signal?.throwIfAborted();
      const target = join(temporary, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    if (replace) await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } catch (error) {
    // What cannot be removed was never there, or the reason below says why.
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw asNotWritten(folder, error);
  }
}

/** Writes a file that appears whole or not at all. One that is there is replaced. @throws {NotWrittenError} */
export async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await replaceFile(file, content);
  } catch (error) {
    throw asNotWritten(file, error);
  }
}

/** What has its own words, or was asked for, stays as it is. */
function asNotWritten(place: string, error: unknown): unknown {
  const isKnown = error instanceof WaymarkError || (error instanceof Error && error.name === 'AbortError');
  return isKnown ? error : new NotWrittenError(place, writeFault(error), { cause: error });
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    const isFile = errorCode(error) === 'EEXIST';
    throw new NotWrittenError(folder, isFile ? 'it is no folder' : writeFault(error), { cause: error });
  });
}

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../files/read-regular-file.ts';
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
  await wholly(folder, replace, async (temporary) => {
    await mkdir(temporary, { recursive: true });
    for (const { path, content } of files) {
      signal?.throwIfAborted();
      const target = join(temporary, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  });
}

/** Writes a file that appears whole or not at all. One that is there is replaced. @throws {NotWrittenError} */
export async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  await wholly(file, false, (temporary) => writeFile(temporary, content, { flag: 'wx' }));
}

async function wholly(place: string, replace: boolean, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(place), `.${basename(place)}.${randomUUID()}.tmp`);
  try {
    await makeFolder(dirname(place));
    await write(temporary);
    if (replace) await rm(place, { recursive: true, force: true });
    await rename(temporary, place);
  } catch (error) {
    // What cannot be removed was never there, or the reason below says why.
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    if (error instanceof WaymarkError || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw new NotWrittenError(place, writeFault(error), { cause: error });
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    const isFile = errorCode(error) === 'EEXIST';
    throw new NotWrittenError(folder, isFile ? 'it is no folder' : writeFault(error), { cause: error });
  });
}

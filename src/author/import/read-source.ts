import { lstat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { suiteLimits } from '../../catalog/read-suite-folder.ts';
import { characterFault, pathFault, printable } from '../../files/path-fault.ts';
import { readRegularFile } from '../../files/read-regular-file.ts';
import { FolderTooWideError, walkFolder } from '../../files/walk-folder.ts';
import type { SourceFile } from '../../model/submission.ts';
import { ImportSourceError } from './import-errors.ts';
import type { Leftover } from './leftover.ts';

/** A folder that is to become an exercise, held in memory. */
export interface ImportSource {
  /** Its own name. */
  readonly name: string;
  /** Absolute, on the host. */
  readonly folder: string;
  /** By path. */
  readonly files: readonly SourceFile[];
  /** Links and other things that were not read. */
  readonly leftovers: readonly Leftover[];
}

/**
 * Reads a folder into memory, with the ceilings a suite has. Links are never followed; they and files with odd names are left out
 * and told.
 * @throws {ImportSourceError} when it is no folder, is empty, is an exercise of ours already, or holds too much.
 */
export async function readSource(
  path: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ImportSource> {
  const folder = resolve(path);
  const name = basename(folder);
  await assertFolder(folder, name);
  const files: SourceFile[] = [];
  const leftovers: Leftover[] = [];
  let totalBytes = 0;
  try {
    for await (const { path: inside, hostPath, kind } of walkFolder(folder, options)) {
      const fault = kind === 'file' ? nameFault(inside) : notAFile[kind];
      if (fault !== undefined) {
        leftovers.push({ what: printable(inside, 120), ...fault });
        continue;
      }
      const reading = await readRegularFile(hostPath, { maxBytes: suiteLimits.totalBytes, signal: options.signal });
      if (reading.kind !== 'read') {
        leftovers.push({ what: inside, ...(reading.kind === 'too-large' ? tooLarge : unread) });
        continue;
      }
      totalBytes += reading.content.byteLength;
      if (totalBytes > suiteLimits.totalBytes || files.length === suiteLimits.files) throw tooMuch(name);
      files.push({ path: inside, content: reading.content });
    }
  } catch (error) {
    if (error instanceof FolderTooWideError) throw tooMuch(name);
    throw error;
  }
  if (files.length === 0) {
    throw new ImportSourceError(name, 'is empty', 'Name the folder that holds the stub, the solution and the tests.');
  }
  return { name, folder, files, leftovers };
}

async function assertFolder(folder: string, name: string): Promise<void> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats === undefined) throw new ImportSourceError(name, 'is not there', 'Check the path.');
  if (stats.isSymbolicLink())
    throw new ImportSourceError(name, 'is a link, which is not followed', 'Name the folder it leads to.');
  if (!stats.isDirectory()) {
    throw new ImportSourceError(
      name,
      'is a file',
      'Name the folder it lies in. A test file alone grades with "waymark grade --suite".',
    );
  }
  if ((await lstat(join(folder, 'exercise.json')).catch(() => undefined)) !== undefined) {
    throw new ImportSourceError(
      name,
      'is a Waymark exercise already: it has an exercise.json',
      'Copy the folder into the catalogue as it is.',
    );
  }
}

type Fault = Omit<Leftover, 'what'>;

const notAFile: Readonly<Record<'link' | 'special', Fault>> = {
  link: { why: 'is a link, and links are not followed', todo: 'Put the file itself in its place, then import again.' },
  special: { why: 'is not a file' },
};
const tooLarge: Fault = {
  why: `is larger than ${suiteLimits.totalBytes / 1024 / 1024} MiB`,
  todo: 'Make it smaller, or generate it in a fixture.',
};
const unread: Fault = { why: 'could not be read', todo: 'Give yourself permission to read it, then import again.' };

function nameFault(path: string): Fault | undefined {
  const character = characterFault(path);
  const fault =
    pathFault(path) ??
    (character === undefined ? undefined : `contains the character "${printable(character)}"`) ??
    (path.length > suiteLimits.pathBytes ? `is longer than ${suiteLimits.pathBytes} characters` : undefined);
  return fault === undefined
    ? undefined
    : { why: `has a name that ${fault}`, todo: 'Rename it (letters, digits, ".", "_", "-"), then import again.' };
}

function tooMuch(name: string): ImportSourceError {
  return new ImportSourceError(
    name,
    `holds more than ${suiteLimits.files} files or ${suiteLimits.totalBytes / 1024 / 1024} MiB`,
    'Name the folder of one exercise; --all imports every exercise below a folder.',
  );
}

import { lstat, readdir } from 'node:fs/promises';
import { printable } from '../files/path-fault.ts';
import { PackPlaceError } from './author-errors.ts';
import { packArchive } from './pack-archive.ts';
import { type Pack, packMark } from './pack-files.ts';
import { writeFolder, writeWhole } from './write-whole.ts';

/** Where a pack goes, found to be fit for it. */
export interface PackPlace {
  readonly path: string;
  readonly form: 'archive' | 'folder';
  /** What is there is a pack and goes away. */
  readonly replaces: boolean;
}

/**
 * Looks at the place before anything is read: `.tar.gz` and `.tgz` are archives, anything else without such an ending a folder.
 * @throws {PackPlaceError} when something is there and `force` does not say that it may go. A folder that is no pack never goes.
 */
export async function packPlace(path: string, options: { readonly force: boolean }): Promise<PackPlace> {
  const name = printable(path, 240);
  if (/\.(zip|tar|gz|7z|rar|bz2|xz|zst)$/iu.test(path) && !archiveName.test(path)) {
    throw new PackPlaceError(`"${name}" is neither a .tar.gz nor a folder.`, { next: 'Let its name end in ".tar.gz".' });
  }
  const form = archiveName.test(path) ? 'archive' : 'folder';
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return { path, form, replaces: false };
  if (there.isDirectory() !== (form === 'folder')) {
    throw new PackPlaceError(`"${name}" is there and is ${form === 'folder' ? 'no folder' : 'no file'}.`, {
      next: 'Choose another name.',
    });
  }
  const names = form === 'folder' ? await readdir(path) : [path];
  if (names.length === 0) return { path, form, replaces: false };
  if (form === 'folder' && !names.includes(packMark)) {
    throw new PackPlaceError(`The folder "${name}" is there and is no pack, so it is not replaced.`, {
      next: 'Choose another name, or an empty folder.',
    });
  }
  if (!options.force)
    throw new PackPlaceError(`"${name}" is there already.`, { next: 'Replace it with --force, or choose another name.' });
  return { path, form, replaces: true };
}

/** @returns how many bytes the archive has; undefined for a folder. @throws {NotWrittenError} */
export async function writePack({ files }: Pack, place: PackPlace, signal?: AbortSignal): Promise<number | undefined> {
  const { path, form, replaces } = place;
  if (form === 'archive') {
    const archive = await packArchive(files);
    signal?.throwIfAborted();
    await writeWhole(path, archive);
    return archive.byteLength;
  }
  await writeFolder(path, files, { replace: replaces, signal });
  return undefined;
}

const archiveName = /\.(tar\.gz|tgz)$/iu;

import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftOut } from './left-out.ts';

/** Something in a folder that is not a folder itself. */
export interface FolderEntry {
  /** Relative to the folder that is walked, with forward slashes. Names are as they are on disk: check them. */
  readonly path: string;
  /** Where it is on the host. */
  readonly hostPath: string;
  readonly kind: 'file' | 'link' | 'special';
}

/** More entries than anyone reads; thrown while listing, so that a walk of `/` ends soon. */
export class FolderTooWideError extends Error {
  readonly entries: number;

  constructor(entries: number) {
    super(`more than ${entries} files and folders`);
    this.name = 'FolderTooWideError';
    this.entries = entries;
  }
}

/**
 * What lies in a folder, sorted by name, folder by folder. Links are reported, never followed; what nobody hands in
 * ({@link isLeftOut}) is not even opened.
 * @throws {FolderTooWideError} past `maxEntries` (default 5000) files and folders.
 */
export async function* walkFolder(
  root: string,
  options: { readonly maxEntries?: number; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<FolderEntry> {
  const { maxEntries = 5000, signal } = options;
  let seen = 0;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal?.throwIfAborted();
    const entries: Dirent[] = [];
    for await (const entry of await opendir(join(root, folder))) {
      if (isLeftOut(entry.name)) continue;
      seen += 1;
      if (seen > maxEntries) throw new FolderTooWideError(maxEntries);
      entries.push(entry);
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else yield { path, hostPath: join(root, path), kind: kindOf(entry) };
    }
  }
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'special';
}

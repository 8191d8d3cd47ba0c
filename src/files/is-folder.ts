import { lstat } from 'node:fs/promises';

/** Whether there is a folder at that place; a link to one is none. */
export async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

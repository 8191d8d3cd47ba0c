import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that goes into a build context. */
export interface ContextFile {
  /** Absolute, on this host. */
  readonly path: string;
  /** Where it lies in the context, with forward slashes. */
  readonly target: string;
}

/** Traces of local work: not part of an image, and not a reason to build one again. */
const ignored = new Set(['__pycache__', 'node_modules', 'tests']);

/** The files below a folder, sorted, without dot files, caches and tests. Links are not followed and do not count. */
export async function listSourceFiles(folder: string, target: string): Promise<ContextFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && !ignored.has(name))
      .map(async (entry): Promise<ContextFile[]> => {
        const path = join(folder, entry.name);
        const inContext = target === '.' ? entry.name : `${target}/${entry.name}`;
        if (entry.isDirectory()) return listSourceFiles(path, inContext);
        return entry.isFile() ? [{ path, target: inContext }] : [];
      }),
  );
  return lists.flat().sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** SHA-256 in hex over a first word and over names and contents; times, modes and the checkout's place do not count. */
export async function contentHash(start: string, files: readonly ContextFile[]): Promise<string> {
  const hash = createHash('sha256').update(`${start}\0`);
  for (const { path, target } of files) {
    const content = await readFile(path);
    hash.update(`${target}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

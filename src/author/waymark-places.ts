import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { packageRoot } from '../engine/package-root.ts';

/**
 * Path from `folder` to a file of Waymark's own (`schemas/exercise.schema.json`), with forward slashes: a checkout, or a package below
 * node_modules of the same project. Undefined where Waymark lies outside the project, because such a path holds on one machine alone.
 */
export async function sharedPath(folder: string, file: string): Promise<string | undefined> {
  const target = join(packageRoot(), file);
  const project = await projectOf(folder);
  if (project === undefined || !isBelow(project, target)) return undefined;
  return relative(resolve(folder), target).split(sep).join('/');
}

/** The same, and an absolute path where there is no shared one. */
export async function pathTo(folder: string, file: string): Promise<{ readonly path: string; readonly isShared: boolean }> {
  const shared = await sharedPath(folder, file);
  return shared === undefined
    ? { path: join(packageRoot(), file).split(sep).join('/'), isShared: false }
    : { path: shared, isShared: true };
}

/** The nearest folder, itself or above, that has a repository or packages of its own. */
async function projectOf(folder: string): Promise<string | undefined> {
  for (let place = resolve(folder); ; place = dirname(place)) {
    for (const sign of ['.git', 'package.json', 'node_modules']) {
      if (await isThere(join(place, sign))) return place;
    }
    if (place === dirname(place)) return undefined;
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

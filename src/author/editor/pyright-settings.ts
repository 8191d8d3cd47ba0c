import type { PythonPlace } from './python-places.ts';
import { type Change, readObject } from './settings-file.ts';

/** Version of Python in the images. */
const pythonVersion = '3.13';

/**
 * What pyrightconfig.json is to say. Execution environments are ours where they are about a part of an exercise; whatever else such an
 * entry says, and all other entries, stay. Of the rest only what is missing in a file that is not there yet is set.
 */
export function pyrightChanges(
  text: string,
  { places, packages }: { readonly places: readonly PythonPlace[]; readonly packages: readonly string[] },
  file: string,
): readonly Change[] {
  const settings = readObject(text, file);
  const listed = settings['executionEnvironments'];
  const found = Array.isArray(listed) ? listed.filter(isEntry) : [];
  const known = new Map(found.map((entry) => [rootOf(entry), entry]));
  const ours = places.map(({ root, extraPaths }) => {
    const entry = known.get(root);
    // Also where there is none: without a list of its own a submission would have that of the whole catalogue.
    return { ...entry, root, extraPaths: withOthers(extraPaths, entry) };
  });
  const roots = new Set(places.map(({ root }) => root));
  const others = found.filter((entry) => !roots.has(rootOf(entry)) && !isLeftBehind(entry));
  return [
    ...(text.trim() === '' ? [{ path: ['pythonVersion'], value: pythonVersion }] : []),
    // Waymark's own files are in none of the environments, and import one another.
    { path: ['extraPaths'], value: withOthers(packages, settings) },
    // The first that holds a file counts, so the narrow ones come first.
    { path: ['executionEnvironments'], value: [...ours, ...others] },
  ];
}

type Entry = Readonly<Record<string, unknown>>;

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rootOf(entry: Entry): string {
  const root = entry['root'];
  return typeof root === 'string' ? root.replace(/^\.\//, '').replace(/\/$/, '') : '';
}

/** Our paths, then those an author has added. */
function withOthers(ours: readonly string[], entry: Entry | undefined): readonly string[] {
  return [...ours, ...pathsOf(entry).filter((path) => !ours.includes(path) && !isOfWaymark(path))];
}

function pathsOf(entry: Entry | undefined): readonly string[] {
  const paths = entry?.['extraPaths'];
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

/** Wherever Waymark lay when it was written. */
function isOfWaymark(path: string): boolean {
  return /(?:^|\/)runner-images\/(?:judge|wire|agent)\/src$/.test(path);
}

/** Of a part of an exercise that is gone, with nothing in it that an author has added. */
function isLeftBehind(entry: Entry): boolean {
  const root = rootOf(entry);
  const isPart = /^(?:[^/]+\/){1,2}(?:hidden|solution|starter|wrong\/[^/]+)$/.test(root);
  const own = pathsOf(entry).every((path) => isOfWaymark(path) || path === root.replace(/hidden$/, 'solution'));
  return isPart && own && Object.keys(entry).every((key) => key === 'root' || key === 'extraPaths');
}

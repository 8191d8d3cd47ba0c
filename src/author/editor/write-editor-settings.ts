import { access, lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../engine/package-root.ts';
import { readRegularFile } from '../../files/read-regular-file.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { pathTo } from '../waymark-places.ts';
import { EditorSettingsStaleError, EditorSettingsUnreadableError } from './editor-errors.ts';
import { pyrightChanges } from './pyright-settings.ts';
import { pythonPlaces } from './python-places.ts';
import { changed } from './settings-file.ts';
import { type SchemaPlace, vscodeChanges } from './vscode-settings.ts';

/** What was done to the settings of a catalogue. */
export interface EditorSettings {
  readonly files: readonly { readonly path: string; readonly state: 'written' | 'changed' | 'unchanged' }[];
  readonly exercises: number;
  /** False: the paths in them hold on this machine alone, because Waymark lies outside the project. */
  readonly isShared: boolean;
}

/** Packages that a suite and its probes import and no learner brings. */
const packages = ['runner-images/judge/src', 'runner-images/wire/src', 'runner-images/agent/src'] as const;

/** Files of a catalogue that have a schema; one that Waymark does not have yet is passed over. */
const documents = ['exercise', 'tests', 'topics', 'mutants'] as const;

/**
 * Writes what editors need to know of a catalogue: `pyrightconfig.json` (Pyright, Pylance, basedpyright) and `.vscode/settings.json`.
 * What is there stays, but for what is ours in it.
 * @param options.isCheck write nothing, and throw where something would change.
 * @throws {CatalogueNotFoundError} @throws {EditorSettingsUnreadableError} @throws {EditorSettingsStaleError}
 */
export async function writeEditorSettings(root: string, options: { readonly isCheck?: boolean } = {}): Promise<EditorSettings> {
  const extra = await Promise.all(packages.map((path) => pathTo(root, path)));
  const paths = extra.map(({ path }) => path);
  const places = await pythonPlaces(root, paths);
  const schemas = await schemaPlaces(root);
  const wanted = [
    {
      path: 'pyrightconfig.json',
      changes: (text: string, file: string) => pyrightChanges(text, { places, packages: paths }, file),
    },
    { path: '.vscode/settings.json', changes: (text: string, file: string) => vscodeChanges(text, schemas, file) },
  ];
  // All are looked at before one is written.
  const files = await Promise.all(
    wanted.map(async ({ path, changes }) => {
      const before = await readSettings(root, path);
      const text = before ?? '';
      const after = changed(text, changes(text, path), path);
      return {
        path,
        after,
        state: before === undefined ? ('written' as const) : text === after ? ('unchanged' as const) : ('changed' as const),
      };
    }),
  );
  const stale = files.filter(({ state }) => state !== 'unchanged');
  if (options.isCheck === true && stale.length > 0) throw new EditorSettingsStaleError(stale.map(({ path }) => path));
  for (const { path, after } of stale) await write(join(root, path), after);
  return {
    files: files.map(({ path, state }) => ({ path, state })),
    exercises: places.filter(({ root: place }) => place.endsWith('/hidden')).length,
    isShared: extra.every(({ isShared }) => isShared),
  };
}

async function schemaPlaces(root: string): Promise<readonly SchemaPlace[]> {
  const found: SchemaPlace[] = [];
  for (const name of documents) {
    const file = `schemas/${name}.schema.json`;
    const isThere = await access(join(packageRoot(), file)).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const { path, isShared } = await pathTo(root, file);
    // VS Code takes what begins with a dot from the folder that is open.
    found.push({ name, url: isShared ? (path.startsWith('.') ? path : `./${path}`) : pathToFileURL(path).href });
  }
  return found;
}

async function readSettings(root: string, path: string): Promise<string | undefined> {
  const folder = dirname(join(root, path));
  if ((await lstat(folder).catch(() => undefined))?.isSymbolicLink() === true) {
    throw new EditorSettingsUnreadableError(path, 'lies in a folder that is a link');
  }
  const reading = await readRegularFile(join(root, path), { maxBytes: 4 * 1024 * 1024 });
  if (reading.kind === 'missing') return undefined;
  if (reading.kind !== 'read') throw new EditorSettingsUnreadableError(path, 'is not a file that can be read');
  return Buffer.from(reading.content).toString('utf8');
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, text);
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isTestFile } from '../../catalog/read-suite-folder.ts';
import { isLeftOut } from '../../files/left-out.ts';
import { errorCode, readRegularFile } from '../../files/read-regular-file.ts';
import { ImportSourceError } from './import-errors.ts';
import { at, textsAt } from './meta-layout.ts';
import { roleOf } from './plain-layout.ts';

/** A folder of exercises, `practice/<slug>`, `exercises/concept/<slug>` and the like. */
const depth = 4;

/** More exercises than anybody imports at once. */
const most = 500;

/**
 * Folders below `root` that hold tests, in themselves or in their tests/, and so look like one exercise each. What lies below such a
 * folder is part of it. Links are not followed.
 * @throws {ImportSourceError}
 */
export async function findSources(root: string, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  await look(root, 0, found).catch((error: unknown) => {
    const isWrong = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
    throw isWrong
      ? new ImportSourceError(name, 'is no folder', 'Name the folder that holds the exercises.', { cause: error })
      : error;
  });
  if (found.length === 0) {
    throw new ImportSourceError(
      name,
      'holds no folder with tests in it',
      'Name the folder that holds the exercises, each in a folder of its own.',
    );
  }
  return found;
}

async function look(folder: string, level: number, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const folders = entries.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name)).map((entry) => entry.name);
  if (level > 0 && (folders.includes('.meta') || names.some(isTest) || (await holdsTests(folder, folders, names)))) {
    found.push(folder);
    return;
  }
  if (level === depth || found.length >= most) return;
  for (const inner of folders.filter((one) => !one.startsWith('.')).sort()) await look(join(folder, inner), level + 1, found);
}

/** Tests in a folder of their own: with a solution beside it, or right in there. */
async function holdsTests(folder: string, folders: readonly string[], names: readonly string[]): Promise<boolean> {
  const ofTests = folders.filter((one) => roleOf(`${one}/`) === 'hidden');
  if (ofTests.length === 0) return false;
  if ([...folders.map((one) => `${one}/`), ...names].some((one) => roleOf(one) === 'solution')) return true;
  const inside = await Promise.all(ofTests.map((one) => readdir(join(folder, one))));
  return inside.flat().some(isTest);
}

function isTest(file: string): boolean {
  return isTestFile(file) || /^tests?\.py$/.test(file);
}

/** What the `config.json` of a collection says of one of its exercises. */
export interface Listed {
  /** From 1 to 5. */
  readonly difficulty?: number;
  /** Names of what the collection teaches before it. */
  readonly prerequisites: readonly string[];
}

/** The exercises that the `config.json` of a collection lists, by folder name; empty without one. */
export async function listedIn(root: string): Promise<ReadonlyMap<string, Listed>> {
  const reading = await readRegularFile(join(root, 'config.json'), { maxBytes: 4 * 1024 * 1024 }).catch(() => undefined);
  if (reading?.kind !== 'read') return new Map();
  let config: unknown;
  try {
    config = JSON.parse(Buffer.from(reading.content).toString('utf8'));
  } catch {
    return new Map();
  }
  const lists = at(config, 'exercises');
  const listed = Array.isArray(lists) ? lists : typeof lists === 'object' && lists !== null ? Object.values(lists).flat() : [];
  return new Map(
    listed.flatMap((one: unknown) => {
      const [slug, difficulty] = [at(one, 'slug'), at(one, 'difficulty')];
      const ours = typeof difficulty === 'number' ? scaled(difficulty) : undefined;
      const facts = { prerequisites: textsAt(one, 'prerequisites'), ...(ours === undefined ? {} : { difficulty: ours }) };
      return typeof slug === 'string' ? [[slug, facts] as const] : [];
    }),
  );
}

/** Collections count difficulty from 1 to 10. */
export function scaled(difficulty: number | undefined): number | undefined {
  return difficulty === undefined || !(difficulty >= 1 && difficulty <= 10) ? undefined : Math.ceil(difficulty / 2);
}

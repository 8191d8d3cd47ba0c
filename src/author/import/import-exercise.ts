import { basename, join } from 'node:path';
import { printable } from '../../files/path-fault.ts';
import { parseDocument } from '../../schema/parse-document.ts';
import { sharedPath } from '../waymark-places.ts';
import type { Listed } from './find-sources.ts';
import { ImportTargetError } from './import-errors.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { readSource } from './read-source.ts';
import { assertFree, writeExercise } from './write-exercise.ts';

export interface ImportOptions {
  /** Folder of the catalogue. */
  readonly root: string;
  /** `<slug>` or `<area>/<slug>`; default: the area, and the folder's name as a slug. */
  readonly as?: string | undefined;
  /** Default: the topic's; without a topic the exercise lies in the root itself. */
  readonly area?: string | undefined;
  readonly topic?: string | undefined;
  /** What the collection it comes from says of it. */
  readonly listed?: Listed | undefined;
  readonly entry?: string | undefined;
  /** Plan, and write nothing. */
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal;
}

export interface Imported {
  readonly plan: ImportPlan;
  /** Absolute, on the host. */
  readonly folder: string;
  /** `<area>/<slug>`, or the slug alone for an exercise in the root. */
  readonly place: string;
}

/**
 * Makes an exercise of a folder with a stub, an example solution and tests.
 * @throws {ImportSourceError} @throws {ImportLayoutError} @throws {ImportTargetError}
 */
export async function importExercise(path: string, options: ImportOptions): Promise<Imported> {
  const { root, topic, listed, entry, isDryRun = false, signal } = options;
  const { area = topic === undefined ? undefined : areaOf(topic) } = options;
  const source = await readSource(path, { signal });
  const place = options.as ?? [...(area === undefined ? [] : [area]), slugOf(source.name)].join('/');
  assertPlace(place);
  const folder = join(root, place);
  await assertFree(folder);
  const slug = basename(folder);
  const schema = await sharedPath(folder, 'schemas/exercise.schema.json');
  const plan = await planImport(source, { slug, topic, listed, entry, schema });
  const [document] = plan.files;
  if (document !== undefined) parseDocument('exercise', document.content, `${slug}/exercise.json`);
  if (!isDryRun) await writeExercise(folder, plan.files, signal);
  return { plan, folder, place };
}

/** The area of a topic: `api` of `api.rate-limiting`. */
export function areaOf(topic: string): string {
  return topic.split('.')[0] ?? topic;
}

/** A folder's name as a slug: `Bank Account_2` is `bank-account-2`. */
function slugOf(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
}

function assertPlace(place: string): void {
  const parts = place.split('/');
  const areWords = parts.every((part) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part) && part.length <= 60);
  if (areWords && parts.length <= 2) return;
  throw new ImportTargetError(`"${printable(place)}" is no name for an exercise.`, {
    next: 'Use --as <slug> or --as <area>/<slug>, each of lower-case words joined by dashes.',
  });
}

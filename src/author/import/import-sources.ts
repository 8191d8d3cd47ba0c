import { basename, resolve } from 'node:path';
import { CatalogueNotFoundError } from '../../catalog/catalog-errors.ts';
import { readTopics } from '../../catalog/read-topics.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { UsageError } from '../../model/waymark-error.ts';
import { findSources, listedIn } from './find-sources.ts';
import { ImportTargetError } from './import-errors.ts';
import { areaOf, type Imported, importExercise } from './import-exercise.ts';

export interface ImportManyOptions {
  readonly root: string;
  readonly cwd: string;
  readonly as?: string | undefined;
  readonly topic?: string | undefined;
  readonly entry?: string | undefined;
  /** Every exercise below the folder. */
  readonly all?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** One folder, and what became of it. */
export interface SourceOutcome {
  /** Its own name. */
  readonly name: string;
  readonly result: Imported | UsageError;
}

/**
 * Imports one folder, or with `all` each one below it that looks like an exercise; then one that cannot be imported does not keep the
 * others from it.
 * @throws {UsageError} for a single folder that cannot be imported, and for a topic there is not.
 */
export async function importSources(folder: string, options: ImportManyOptions): Promise<readonly SourceOutcome[]> {
  const { root, cwd, topic, entry, dryRun = false, signal } = options;
  if (topic !== undefined) await assertTopic(root, topic);
  const path = resolve(cwd, folder);
  const one = { root, topic, entry, isDryRun: dryRun, signal };
  if (options.all !== true) return [{ name: basename(path), result: await importExercise(path, { ...one, as: options.as }) }];

  if (options.as?.includes('/') === true) {
    throw new ImportTargetError('With --all, --as takes an area and no slug.', {
      next: 'Each exercise is called like its folder.',
    });
  }
  const collection = await listedIn(path);
  const area = options.as ?? (topic === undefined ? undefined : areaOf(topic));
  const outcomes: SourceOutcome[] = [];
  for (const source of await findSources(path, basename(path))) {
    signal.throwIfAborted();
    const name = basename(source);
    const result = await importExercise(source, { ...one, area, listed: collection.get(name) }).catch((error: unknown) => {
      if (error instanceof UsageError) return error;
      throw error;
    });
    outcomes.push({ name, result });
  }
  return outcomes;
}

/** A catalogue without topics.json has no list to hold it against. */
async function assertTopic(root: string, topic: string): Promise<void> {
  const topics = await readTopics(root).catch((error: unknown) => {
    if (error instanceof CatalogueNotFoundError) return undefined;
    throw error;
  });
  if (topics === undefined || topics.topics.some(({ id }) => id === topic)) return;
  const meant = didYouMean(
    topic,
    topics.topics.map(({ id }) => id),
    1,
  );
  throw new ImportTargetError(
    `There is no topic "${topic}" in this catalogue.${meant.length === 0 ? '' : ` Did you mean "${meant[0]}"?`}`,
    {
      next: 'topics.json lists them; leave --topic out for an exercise without one.',
    },
  );
}

import { join } from 'node:path';
import type { SchemaTypes } from '../schema/generated/schemas.ts';
import { InvalidExerciseError } from '../schema/invalid-exercise-error.ts';
import { parseDocument } from '../schema/parse-document.ts';
import type { SchemaFault } from '../schema/schema-fault.ts';
import { CatalogueNotFoundError } from './catalog-errors.ts';
import { readAuthorFile } from './read-author-file.ts';

type TopicsFile = SchemaTypes['topics'];
export type Area = Readonly<TopicsFile['areas'][number]>;
export type Topic = Readonly<TopicsFile['topics'][number]>;
export type TopicSource = Readonly<TopicsFile['sources'][number]>;

/** The roadmap, each list in its order. */
export interface Topics {
  readonly sources: readonly TopicSource[];
  readonly areas: readonly Area[];
  readonly topics: readonly Topic[];
}

/**
 * Reads `topics.json` of a catalogue.
 * @throws {CatalogueNotFoundError} when there is none.
 * @throws {InvalidExerciseError} when it does not fit its schema, or a topic names an area or a source that is not there.
 */
export async function readTopics(root: string): Promise<Topics> {
  const file = 'topics.json';
  const content = await readAuthorFile(join(root, file), { file, maxBytes: 4 * 1024 * 1024 });
  if (content === undefined) throw new CatalogueNotFoundError(join(root, file));
  const { sources, areas, topics } = parseDocument('topics', content, file);
  const faults = [...missing({ sources, areas, topics }), ...doubles('areas', areas), ...doubles('topics', topics)];
  if (faults.length > 0) throw new InvalidExerciseError(file, faults);
  return { sources, areas: inOrder(areas), topics: inOrder(topics) };
}

function inOrder<T extends { readonly order: number }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => a.order - b.order);
}

function missing({ sources, areas, topics }: Topics): readonly SchemaFault[] {
  const areaIds = new Set(areas.map(({ id }) => id));
  const sourceIds = new Set(sources.map(({ id }) => id));
  return topics.flatMap((topic, index) => [
    ...(areaIds.has(topic.area)
      ? []
      : [{ where: `$.topics[${index}].area`, expected: 'the id of an area', found: JSON.stringify(topic.area) }]),
    ...topic.sources
      .filter(({ source }) => !sourceIds.has(source))
      .map(({ source }) => ({ where: `$.topics[${index}].sources`, expected: 'ids of sources', found: JSON.stringify(source) })),
  ]);
}

function doubles(list: string, items: readonly { readonly id: string }[]): readonly SchemaFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (seen.has(id))
      return [{ where: `$.${list}[${index}].id`, expected: 'an id that differs from all others', found: JSON.stringify(id) }];
    seen.add(id);
    return [];
  });
}

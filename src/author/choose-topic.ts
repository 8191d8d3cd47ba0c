import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readTopics, type Topics } from '../catalog/read-topics.ts';
import { packageRoot } from '../engine/package-root.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { UnknownTopicError } from './author-errors.ts';

/** The topics of a catalogue; those that came with Waymark where it has no topics.json of its own. */
export async function topicsFor(root: string): Promise<Topics> {
  const hasOwn = await access(join(root, 'topics.json')).then(
    () => true,
    () => false,
  );
  return readTopics(hasOwn ? root : join(packageRoot(), 'exercises'));
}

/**
 * The topic itself, if there is one of that id.
 * @throws {UnknownTopicError} with the nearest ones, and those of the area.
 */
export function knownTopic(topic: string, area: string, { topics }: Topics): string {
  if (topics.some(({ id }) => id === topic)) return topic;
  const ids = topics.map(({ id }) => id);
  // People know a topic by its own name; the word before the dot is a drawer.
  const byName = didYouMean(
    topic.split('.').at(-1) ?? topic,
    ids.map((id) => id.split('.')[1] ?? id),
  );
  const near = new Set([...didYouMean(topic, ids), ...ids.filter((id) => byName.includes(id.split('.')[1] ?? id))]);
  const ofArea = topics.filter((one) => one.area === area).map(({ id }) => id);
  throw new UnknownTopicError(topic, [...near].slice(0, 3), ofArea);
}

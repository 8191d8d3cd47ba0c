import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExerciseFolder } from '../../../catalog/exercise-folders.ts';
import type { ListedExercise } from '../../../catalog/list-exercises.ts';
import { didYouMean } from '../../../model/did-you-mean.ts';
import type { Exercise } from '../../../model/exercise.ts';
import type { Finding } from '../proof.ts';

/** What else there is beside an exercise. */
export interface Catalogue {
  readonly folders: readonly ExerciseFolder[];
  readonly listed: readonly ListedExercise[];
  /** Ids of all topics; empty where there is no topics.json. */
  readonly topics: readonly string[];
}

/** An exercise's place in its catalogue: its slug is its own, topic and prerequisites exist, and it does not come before itself. */
export async function checkPlace(exercise: Exercise, catalogue: Catalogue): Promise<readonly Finding[]> {
  const file = 'exercise.json';
  const source = await readFile(join(exercise.folder ?? '', file), 'utf8').catch(() => '');
  const error = (message: string, text: string, next: string): Finding => {
    const place = source.indexOf(text);
    const line = place < 0 ? {} : { line: source.slice(0, place).split('\n').length };
    return { check: 'layout', level: 'error', message, file, ...line, next };
  };
  const findings: Finding[] = [];
  const { topic, slug: own, folder = '' } = exercise;
  if (own !== basename(folder)) {
    findings.push(error(`Its slug is "${own}", its folder is called "${basename(folder)}".`, '"slug"', 'Call both the same.'));
  }
  const double = catalogue.folders.find(({ name, hostPath }) => name === own && hostPath !== folder);
  if (double !== undefined) {
    const next = 'Rename one of them: a slug names one exercise.';
    findings.push(error(`There is another exercise "${own}", in ${double.area ?? 'the catalogue itself'}.`, '"slug"', next));
  }
  if (topic === undefined) {
    findings.push(error('It belongs to no topic.', '"slug"', 'Name one of topics.json as "topic".'));
  } else if (catalogue.topics.length > 0 && !catalogue.topics.includes(topic)) {
    const [near] = didYouMean(topic, catalogue.topics);
    const meant = near === undefined ? 'Name one of topics.json.' : `Did you mean "${near}"?`;
    findings.push(error(`There is no topic "${topic}".`, `"${topic}"`, meant));
  }
  const bySlug = new Map(catalogue.listed.map((one) => [one.slug, one.prerequisites]));
  for (const slug of exercise.prerequisites.filter((one) => !bySlug.has(one))) {
    const [near] = didYouMean(slug, [...bySlug.keys()]);
    const meant = near === undefined ? 'Name an exercise of this catalogue, or take it out.' : `Did you mean "${near}"?`;
    findings.push(error(`There is no exercise "${slug}" that could come before this one.`, `"${slug}"`, meant));
  }
  const cycle = wayBack(exercise, bySlug);
  if (cycle !== undefined) {
    const next = `Take one of the steps out of "prerequisites": ${cycle.join(' → ')}.`;
    findings.push(error('It would have to be done before itself.', '"prerequisites"', next));
  }
  return findings;
}

/** The shortest way from an exercise over prerequisites back to it. */
function wayBack(
  { slug, prerequisites }: Exercise,
  bySlug: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = prerequisites.map((one) => [slug, one]);
  while (ways.length > 0) {
    const back = ways.find((way) => way.at(-1) === slug);
    if (back !== undefined) {
      return back;
    }
    const open = ways.filter((way) => !seen.has(way.at(-1) ?? ''));
    for (const way of open) {
      seen.add(way.at(-1) ?? '');
    }
    ways = open.flatMap((way) => (bySlug.get(way.at(-1) ?? '') ?? []).map((one) => [...way, one]));
  }
  return undefined;
}

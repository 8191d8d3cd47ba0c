import type { SourceFile } from '../../model/submission.ts';
import { submissionLimits } from '../../submission/submission-limits.ts';
import { chooseImage } from './choose-image.ts';
import { type Listed, scaled } from './find-sources.ts';
import { type Leftover, leftoverOf, withoutRepeats } from './leftover.ts';
import { hasMetaFolder, readMetaLayout } from './meta-layout.ts';
import { type Parts, text } from './parts.ts';
import { readPlainLayout } from './plain-layout.ts';
import type { ImportSource } from './read-source.ts';
import { taskText, titleOf } from './task-text.ts';

/** An exercise as it will lie on disk, before any of it is written. */
export interface ImportPlan {
  readonly slug: string;
  readonly title: string;
  readonly entry: readonly string[];
  /** Relative to the exercise's folder, exercise.json first. */
  readonly files: readonly SourceFile[];
  readonly leftovers: readonly Leftover[];
}

export interface PlanOptions {
  readonly slug: string;
  readonly topic?: string | undefined;
  /** What the collection it comes from says of it; what the folder itself says comes first. */
  readonly listed?: Listed | undefined;
  readonly entry?: string | undefined;
  /** Where exercise.json finds its schema, for editors; absent where there is no such path that others have too. */
  readonly schema?: string | undefined;
}

/**
 * What becomes of a folder: which of its files go where, and what has no place.
 * @throws {ImportLayoutError} when its names do not tell suite, solution and stub apart.
 */
export async function planImport(source: ImportSource, options: PlanOptions): Promise<ImportPlan> {
  const parts = hasMetaFolder(source) ? readMetaLayout(source) : readPlainLayout(source, options);
  const { slug, topic } = options;
  const title = titleOf(slug, parts);
  const { image, notes: ofImage } = await chooseImage(parts.others);
  const difficulty = scaled(parts.facts.difficulty) ?? options.listed?.difficulty;
  const document = {
    ...(options.schema === undefined ? {} : { $schema: options.schema }),
    slug,
    title,
    ...(topic === undefined ? {} : { topic }),
    ...(difficulty === undefined ? {} : { difficulty }),
    ...(image === undefined ? {} : { image }),
    entry: parts.entry,
  };
  const task = taskText(title, parts);
  const settings = parts.others.filter(hasPytestOptions);
  const licences = parts.others.filter(({ path }) => /^(?:licen[cs]e|copying|notice)(?:\.[a-z]+)?$/i.test(path));
  const carried = new Set([...settings, ...licences]);
  return {
    slug,
    title,
    entry: parts.entry,
    files: [
      { path: 'exercise.json', content: Buffer.from(`${JSON.stringify(document, null, 2)}\n`) },
      ...(task === undefined ? [] : [{ path: 'README.md', content: Buffer.from(task) }]),
      ...licences,
      ...below('starter', parts.starter),
      ...below('solution', parts.solution),
      ...below('hidden', [...parts.hidden, ...settings]),
    ],
    leftovers: withoutRepeats([
      ...source.leftovers,
      ...parts.notes,
      ...prerequisiteNotes(options.listed),
      ...ofImage,
      ...(task === undefined
        ? [{ what: 'README.md', why: 'is missing, because there is no text of the task', todo: 'Write it.' }]
        : []),
      ...licences.map(({ path }) => ({
        what: path,
        why: 'has been copied along',
        todo: 'Check that it lets you use and change the exercise, and name the authors where it asks for that.',
      })),
      ...suiteNotes([...parts.hidden, ...settings]),
      ...parts.others.filter((file) => !carried.has(file)).map(({ path }) => leftoverOf(path, image)),
      ...tooLargeToHandIn(parts),
    ]),
  };
}

function prerequisiteNotes(listed: Listed | undefined): readonly Leftover[] {
  if (listed === undefined || listed.prerequisites.length === 0) return [];
  return [
    {
      what: `what comes before it (${listed.prerequisites.join(', ')})`,
      why: 'is named by concepts of the collection, and here exercises are named',
      todo: 'Put slugs of exercises into "prerequisites" of exercise.json.',
    },
  ];
}

function below(folder: string, files: readonly SourceFile[]): readonly SourceFile[] {
  return files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));
}

/** pytest finds its options in these beside the suite too. */
function hasPytestOptions(file: SourceFile): boolean {
  return (
    /^(?:setup\.cfg|tox\.ini|pyproject\.toml)$/.test(file.path) &&
    /^\[(?:tool:pytest|pytest|tool\.pytest(?:\.ini_options)?)\]/m.test(text(file))
  );
}

/** What a suite may have meant to happen and does not. */
function suiteNotes(suite: readonly SourceFile[]): readonly Leftover[] {
  return suite.flatMap((file) => {
    const said = text(file);
    const isSettings = /\.(?:ini|cfg|toml)$/.test(file.path);
    return [
      ...(isSettings && /^\s*addopts\s*=/m.test(said)
        ? [
            {
              what: `addopts in ${file.path}`,
              why: 'is not used: how pytest runs is the same for every suite',
              todo: '--doctest-modules and plugins have no effect here; write such tests out.',
            },
          ]
        : []),
      ...(file.path.endsWith('.py') && /^\s*(?:import|from)\s+doctest\b/m.test(said)
        ? [
            {
              what: `doctests in ${file.path}`,
              why: 'would run what the submission wrote, which the judge never does',
              todo: 'Write them as tests.',
            },
          ]
        : []),
    ];
  });
}

/** A reference that no learner could hand in: a submission has smaller ceilings than a suite. */
function tooLargeToHandIn({ solution }: Parts): readonly Leftover[] {
  return solution
    .filter(({ content }) => content.byteLength > submissionLimits.fileBytes)
    .map(({ path }) => ({
      what: path,
      why: 'is larger than a file of a submission may be',
      todo: 'Let the suite bring it, from hidden/.',
    }));
}

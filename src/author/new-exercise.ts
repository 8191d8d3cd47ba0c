import { join, relative, sep } from 'node:path';
import { packageRoot } from '../engine/package-root.ts';
import { sortFiles } from '../files/digest-files.ts';
import type { SourceFile } from '../model/submission.ts';
import type { SchemaTypes } from '../schema/generated/schemas.ts';
import { parseDocument } from '../schema/parse-document.ts';
import { UnsuitableImageError } from './author-errors.ts';
import { knownTopic, topicsFor } from './choose-topic.ts';
import type { ExerciseKind } from './exercise-kinds.ts';
import { type ExercisePlace, freeFolder } from './exercise-place.ts';
import { suitableImages } from './suitable-images.ts';
import { readTemplate, type Template } from './template.ts';
import { writeFolder } from './write-whole.ts';

export interface NewExercise extends ExercisePlace {
  readonly kind: ExerciseKind;
  /** Default: made of the slug. */
  readonly title?: string | undefined;
  /** Id from topics.json. Default: none. */
  readonly topic?: string | undefined;
  /** The rest: default what the kind's skeleton says. */
  readonly difficulty?: 1 | 2 | 3 | 4 | 5 | undefined;
  readonly minutes?: number | undefined;
  readonly image?: string | undefined;
  /** Besides those of the skeleton. */
  readonly services?: readonly string[] | undefined;
}

export interface WrittenExercise {
  /** Absolute, if the catalogue's folder is. */
  readonly folder: string;
  /** Paths in it, sorted. */
  readonly files: readonly string[];
}

/**
 * Writes a new exercise into the catalogue in `root`: the skeleton of its kind, which works as it is, under a name of its own. It appears
 * whole or not at all.
 * @throws {ExerciseExistsError} @throws {UnknownAreaError} @throws {UnknownTopicError} @throws {UnsuitableImageError}
 * @throws {CatalogueNotFoundError} @throws {NotWrittenError}
 */
export async function newExercise(wanted: NewExercise, root: string, signal?: AbortSignal): Promise<WrittenExercise> {
  const topics = await topicsFor(root);
  const folder = await freeFolder(root, wanted, topics.areas);
  if (wanted.topic !== undefined) knownTopic(wanted.topic, wanted.area, topics);
  const template = await readTemplate(wanted.kind);
  const filled = { ...wanted, image: await chooseImage(wanted, template.exercise.image ?? 'python') };
  const files = template.files.map((file) => ownFile(file, { wanted: filled, template, folder }));
  await writeFolder(folder, files, { signal });
  return { folder, files: sortFiles(files).map(({ path }) => path) };
}

/** `string-basics` → `String basics`. */
export function titleOf(slug: string): string {
  return slug.replaceAll('-', ' ').replace(/^./u, (letter) => letter.toUpperCase());
}

/** Drivers of services are in images of their own; where nothing else was said, the learner gets those. */
async function chooseImage({ kind, image, services = [] }: NewExercise, needed: string): Promise<string> {
  const suitable = await suitableImages(needed);
  if (image !== undefined && !suitable.includes(image)) throw new UnsuitableImageError(image, kind, suitable);
  const withDrivers = services.length === 0 ? needed : services.includes('s3') ? 'cloud' : 'data';
  return image ?? (suitable.includes(withDrivers) ? withDrivers : needed);
}

interface Filling {
  readonly wanted: NewExercise;
  readonly template: Template;
  readonly folder: string;
}

/** A file of the skeleton as the new exercise has it: four of them know the exercise's name or where the schemas are. */
function ownFile(file: SourceFile, { wanted, template, folder }: Filling): SourceFile {
  const title = wanted.title ?? titleOf(wanted.slug);
  switch (file.path) {
    case 'exercise.json':
      return asJson(file.path, ownDescription(template.exercise, { ...wanted, title }, folder));
    case 'tests.json':
      return asJson(file.path, { ...parseDocument('tests', file.content, file.path), $schema: schemaFrom(folder, 'tests') });
    case 'mutants.json':
      return asJson(file.path, { ...parseDocument('mutants', file.content, file.path), $schema: schemaFrom(folder, 'mutants') });
    case 'README.md':
      return {
        ...file,
        content: Buffer.from(
          Buffer.from(file.content)
            .toString('utf8')
            .replace(/^# .*/u, () => `# ${title}`),
        ),
      };
    default:
      return file;
  }
}

function ownDescription(
  { version, ...rest }: SchemaTypes['exercise'],
  { slug, title = slug, topic, difficulty, minutes, image, services }: NewExercise,
  folder: string,
): SchemaTypes['exercise'] {
  const needed = new Set([...(rest.services ?? []), ...(services ?? [])]);
  const { $schema: _, slug: __, title: ___, ...others } = rest;
  return {
    $schema: schemaFrom(folder, 'exercise'),
    slug,
    title,
    ...(version === undefined ? {} : { version }),
    ...(topic === undefined ? {} : { topic }),
    ...others,
    ...(difficulty === undefined ? {} : { difficulty }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(image === undefined ? {} : { image }),
    ...(needed.size === 0 ? {} : { services: [...needed] }),
  };
}

/** Where an editor finds the schema, seen from the exercise. */
function schemaFrom(folder: string, name: 'exercise' | 'tests' | 'mutants'): string {
  return relative(folder, join(packageRoot(), 'schemas', `${name}.schema.json`)).replaceAll(sep, '/');
}

function asJson(path: string, value: unknown): SourceFile {
  return { path, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

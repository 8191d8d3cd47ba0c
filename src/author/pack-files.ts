import { join, resolve } from 'node:path';
import { ExerciseIncompleteError, UnknownExerciseError } from '../catalog/catalog-errors.ts';
import { type ExerciseFolder, exerciseFolders } from '../catalog/exercise-folders.ts';
import { readAuthorFile } from '../catalog/read-author-file.ts';
import { readExercise } from '../catalog/read-exercise.ts';
import { readSuiteFolder } from '../catalog/read-suite-folder.ts';
import { sortFiles } from '../files/digest-files.ts';
import { isFolder } from '../files/is-folder.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Exercise } from '../model/exercise.ts';
import type { SourceFile } from '../model/submission.ts';
import { parseDocument } from '../schema/parse-document.ts';

/** Whom a pack is for: learners get the tasks, graders what grading needs. */
export type PackKind = 'learner' | 'grader';

/** A catalogue made of some exercises of another one. */
export interface Pack {
  readonly kind: PackKind;
  /** `<area>/<slug>` of each, sorted. */
  readonly exercises: readonly string[];
  /** Sorted by path; the same exercises give the same files, byte for byte. */
  readonly files: readonly SourceFile[];
}

/** Lies in the root of each pack and says what it is. */
export const packMark = 'waymark-pack.json';

/**
 * The files of a pack. What goes into it is named one by one; whatever else an exercise's folder has stays out of it.
 * @param slugs which exercises, as `<slug>` or `<area>/<slug>`; `all` for every one.
 * @throws {UnknownExerciseError} @throws {CatalogueNotFoundError} @throws {NoHiddenSuiteError}
 * @throws {ExerciseError} when one of them is not valid.
 */
export async function packFiles(
  kind: PackKind,
  slugs: readonly string[] | 'all',
  options: { readonly root: string; readonly signal?: AbortSignal },
): Promise<Pack> {
  const { signal } = options;
  const root = resolve(options.root);
  const folders = chosen(await exerciseFolders(root), slugs);
  const files: SourceFile[] = [];
  for (const folder of folders) {
    signal?.throwIfAborted();
    const exercise = await readExercise(folder.hostPath, signal === undefined ? {} : { signal });
    const own = await (kind === 'learner' ? learnerFiles(exercise, folder) : graderFiles(exercise, folder));
    files.push(...own.map(({ path, content }) => ({ path: `${placeOf(folder)}/${path}`, content })));
  }
  const exercises = folders.map(placeOf).sort();
  const topics = await readAuthorFile(join(root, 'topics.json'), { file: 'topics.json', maxBytes: 4 * MiB, signal });
  if (topics !== undefined) files.push({ path: 'topics.json', content: topics });
  files.push(asJson(packMark, { pack: kind, exercises }));
  return { kind, exercises, files: sortFiles(files) };
}

/** The task and what to begin with, without a word of how it is judged. */
async function learnerFiles({ slug }: Exercise, { hostPath }: ExerciseFolder): Promise<readonly SourceFile[]> {
  const document = await required(hostPath, slug, 'exercise.json');
  const { $schema: _, wrongSolutions: __, ...rest } = parseDocument('exercise', document.content, `${slug}/exercise.json`);
  const readme = await optional(hostPath, slug, 'README.md');
  const starter = (await optionalFolder(hostPath, slug, 'starter')).map(({ path, content }) => ({
    path: `starter/${path}`,
    content,
  }));
  return [asJson('exercise.json', { ...rest, packedFor: 'learner' }), ...readme, ...starter];
}

/** Byte for byte what the exercise's digest is made of, so that a report says the same exercise. */
async function graderFiles({ slug, suite }: Exercise, { hostPath }: ExerciseFolder): Promise<readonly SourceFile[]> {
  return [
    await required(hostPath, slug, 'exercise.json'),
    ...(await optional(hostPath, slug, 'tests.json')),
    ...suite.files.map(({ path, content }) => ({ path: `hidden/${path}`, content })),
  ];
}

function chosen(folders: readonly ExerciseFolder[], slugs: readonly string[] | 'all'): readonly ExerciseFolder[] {
  if (slugs === 'all') return folders;
  const places = new Map(folders.flatMap((folder) => [[folder.name, folder] as const, [placeOf(folder), folder] as const]));
  const found = slugs.map((slug) => {
    const folder = places.get(slug);
    if (folder === undefined)
      throw new UnknownExerciseError(
        slug,
        didYouMean(
          slug,
          folders.map(({ name }) => name),
        ),
      );
    return folder;
  });
  return [...new Set(found)];
}

function placeOf({ area, name }: ExerciseFolder): string {
  return area === undefined ? name : `${area}/${name}`;
}

async function optional(folder: string, slug: string, path: string): Promise<readonly SourceFile[]> {
  const content = await readAuthorFile(join(folder, path), { file: `${slug}/${path}`, maxBytes: MiB });
  return content === undefined ? [] : [{ path, content }];
}

async function required(folder: string, slug: string, path: string): Promise<SourceFile> {
  const [file] = await optional(folder, slug, path);
  if (file === undefined) throw new ExerciseIncompleteError(slug, `has no ${path}`, 'Write one.');
  return file;
}

async function optionalFolder(folder: string, slug: string, path: string): Promise<readonly SourceFile[]> {
  return (await isFolder(join(folder, path))) ? await readSuiteFolder(join(folder, path), { name: `${slug}/${path}` }) : [];
}

function asJson(path: string, value: unknown): SourceFile {
  return { path, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

const MiB = 1024 * 1024;

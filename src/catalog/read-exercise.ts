import { basename, join, resolve } from 'node:path';
import { digestFiles, sortFiles } from '../files/digest-files.ts';
import { isFolder } from '../files/is-folder.ts';
import type { Exercise, ExerciseDescription } from '../model/exercise.ts';
import { defaultLimits } from '../model/limits.ts';
import type { SourceFile } from '../model/submission.ts';
import type { DeclaredCase } from '../model/verdict.ts';
import { InvalidExerciseError } from '../schema/invalid-exercise-error.ts';
import { parseDocument } from '../schema/parse-document.ts';
import { ExerciseIncompleteError, NoHiddenSuiteError } from './catalog-errors.ts';
import { readAuthorFile } from './read-author-file.ts';
import { isTestFile, readSuiteFolder } from './read-suite-folder.ts';

const documentBytes = 1024 * 1024;

/**
 * Reads the exercise in a folder: exercise.json, tests.json where there is one, and the hidden suite.
 * @throws {InvalidExerciseError} when exercise.json or tests.json is not what its schema says.
 * @throws {ExerciseIncompleteError} without exercise.json, without hidden/ or without a test file in it.
 * @throws {ExerciseUnreadableError} for links, odd names and too much.
 * @throws {NoHiddenSuiteError} for a learner's copy.
 */
export async function readExercise(folder: string, options: { readonly signal?: AbortSignal } = {}): Promise<Exercise> {
  const { signal } = options;
  const root = resolve(folder);
  const name = basename(root);
  const { document, description } = await readExerciseFile(root, signal);
  if (description.packedFor !== undefined) throw new NoHiddenSuiteError(description.slug);
  const tests = await readDocument(root, 'tests.json', signal);
  const declared = tests === undefined ? undefined : declaredCases(tests.content, `${name}/tests.json`);
  const suite = await readHidden(root, name, signal);
  const documents = tests === undefined ? [document] : [document, tests];

  return {
    ...description,
    ...(declared === undefined ? {} : { declared }),
    suite: { files: suite, digest: digestFiles(suite) },
    digest: digestFiles([...documents, ...suite.map(({ path, content }) => ({ path: `hidden/${path}`, content }))]),
  };
}

/**
 * What the exercise in a folder is about, without its hidden suite: a learner's copy will do.
 * @throws {InvalidExerciseError} @throws {ExerciseIncompleteError} @throws {ExerciseUnreadableError} as {@link readExercise}.
 */
export async function readDescription(folder: string): Promise<ExerciseDescription> {
  return (await readExerciseFile(resolve(folder), undefined)).description;
}

async function readExerciseFile(
  root: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly document: SourceFile; readonly description: ExerciseDescription }> {
  const name = basename(root);
  const document = await readDocument(root, 'exercise.json', signal);
  if (document === undefined) {
    throw new ExerciseIncompleteError(name, 'has no exercise.json', 'Write one; "slug" and "title" are all it must say.');
  }
  const file = parseDocument('exercise', document.content, `${name}/exercise.json`);
  const description: ExerciseDescription = {
    slug: file.slug,
    title: file.title,
    ...(file.topic === undefined ? {} : { topic: file.topic }),
    ...(file.difficulty === undefined ? {} : { difficulty: file.difficulty }),
    ...(file.minutes === undefined ? {} : { minutes: file.minutes }),
    objectives: file.objectives ?? [],
    outOfScope: file.outOfScope ?? [],
    prerequisites: file.prerequisites ?? [],
    image: file.image ?? 'python',
    entry: file.entry ?? ['solution.py'],
    services: file.services ?? [],
    limits: { ...defaultLimits, ...file.limits },
    passFraction: file.passFraction ?? 0.6,
    feedback: file.feedback ?? 'full',
    wrongSolutions: file.wrongSolutions ?? [],
    ...(file.draft === true ? { isDraft: true } : {}),
    version: file.version ?? '1.0.0',
    ...(file.packedFor === undefined ? {} : { packedFor: file.packedFor }),
    folder: root,
  };
  return { document, description };
}

async function readDocument(root: string, path: string, signal: AbortSignal | undefined): Promise<SourceFile | undefined> {
  const file = `${basename(root)}/${path}`;
  const content = await readAuthorFile(join(root, path), { file, maxBytes: documentBytes, signal });
  return content === undefined ? undefined : { path, content };
}

function declaredCases(content: Uint8Array, file: string): readonly DeclaredCase[] {
  const { tests } = parseDocument('tests', content, file);
  const seen = new Set<string>();
  tests.forEach(({ id }, index) => {
    if (seen.has(id)) {
      throw new InvalidExerciseError(file, [
        { where: `$.tests[${index}].id`, expected: 'an id that no test before it has', found: JSON.stringify(id) },
      ]);
    }
    seen.add(id);
  });
  return tests;
}

async function readHidden(root: string, name: string, signal: AbortSignal | undefined): Promise<readonly SourceFile[]> {
  const next = 'Put the hidden pytest suite there: at least one test_*.py file.';
  const hidden = join(root, 'hidden');
  if (!(await isFolder(hidden))) throw new ExerciseIncompleteError(name, 'has no folder hidden/', next);
  const files = await readSuiteFolder(hidden, { name: `${name}/hidden`, signal });
  if (!files.some(({ path }) => isTestFile(path))) throw new ExerciseIncompleteError(name, 'has no tests in hidden/', next);
  return sortFiles(files);
}

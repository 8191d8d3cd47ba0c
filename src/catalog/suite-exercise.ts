import { lstat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { digestFiles, sortFiles } from '../files/digest-files.ts';
import { errorCode } from '../files/read-regular-file.ts';
import type { Exercise } from '../model/exercise.ts';
import { defaultLimits, type Limits } from '../model/limits.ts';
import type { SourceFile } from '../model/submission.ts';
import type { FeedbackLevel } from '../model/verdict.ts';
import { ExerciseUnreadableError, SuiteMissesSubmissionError, SuiteNotFoundError } from './catalog-errors.ts';
import { readAuthorFile } from './read-author-file.ts';
import { isTestFile, readSuiteFolder, suiteLimits } from './read-suite-folder.ts';
import { importedModules, moduleOf } from './suite-imports.ts';

export interface SuiteExerciseOptions {
  /** A test file, or a folder with test files in it. */
  readonly suitePath: string;
  /** Files the submission must have. Default none: what the suite imports of the submission is found out later. */
  readonly entry?: readonly string[];
  /**
   * Top-level modules of the submission. They are what a module beside a single test file must not be taken for. Without
   * them, and without `entry`, nothing but conftest.py is taken from beside a single test file.
   */
  readonly exclude?: ReadonlySet<string>;
  /** Default `python`. */
  readonly image?: string;
  readonly limits?: Partial<Limits>;
  /** Default 0.6. */
  readonly passFraction?: number;
  /** Default `full`. */
  readonly feedback?: FeedbackLevel;
  readonly signal?: AbortSignal;
}

/**
 * An exercise made of nothing but a suite. A folder is taken whole. A single file comes with conftest.py and those Python
 * modules beside it that it imports, directly or not. Modules that `entry` names are never taken: they are the submission's.
 * @throws {SuiteNotFoundError} @throws {ExerciseUnreadableError}
 * @throws {SuiteMissesSubmissionError} when all the suite would test lies beside it, such as a reference solution.
 */
export async function suiteExercise(options: SuiteExerciseOptions): Promise<Exercise> {
  const { suitePath, entry = [], exclude, signal } = options;
  const hostPath = resolve(suitePath);
  const name = basename(hostPath);
  const kind = await kindOf(hostPath, name);
  const ofEntry = new Set(entry.map(moduleOf));

  const found =
    kind === 'folder'
      ? (await readSuiteFolder(hostPath, { name, signal })).filter(({ path }) => !ofEntry.has(moduleOf(path)))
      : await readWithSiblings(hostPath, { ...options, ofEntry });
  if (kind === 'folder' && !found.some(({ path }) => isTestFile(path))) throw new SuiteNotFoundError(name, 'holds no test files');
  if (entry.length === 0 && exclude !== undefined) assertMeets(found, exclude);

  const files = sortFiles(found);
  const digest = digestFiles(files);
  const words = wordsOf(kind === 'folder' ? hostPath : join(dirname(hostPath), name.replace(/\.py$/, '')));
  return {
    slug: words.join('-').slice(0, 60).replace(/-$/, ''),
    title: words.join(' ').replace(/^./, (letter) => letter.toUpperCase()),
    objectives: [],
    outOfScope: [],
    prerequisites: [],
    image: options.image ?? 'python',
    entry,
    services: [],
    limits: { ...defaultLimits, ...options.limits },
    passFraction: options.passFraction ?? 0.6,
    feedback: options.feedback ?? 'full',
    wrongSolutions: [],
    suite: { files, digest },
    digest,
    version: '1.0.0',
  };
}

async function kindOf(hostPath: string, name: string): Promise<'file' | 'folder'> {
  try {
    const stats = await lstat(hostPath);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile() && name.endsWith('.py')) return 'file';
    throw new SuiteNotFoundError(name, 'is neither a Python file nor a folder');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SuiteNotFoundError(name, 'is not there', { cause: error });
    throw error;
  }
}

async function readWithSiblings(
  hostPath: string,
  options: SuiteExerciseOptions & { readonly ofEntry: ReadonlySet<string> },
): Promise<readonly SourceFile[]> {
  const { entry = [], exclude, ofEntry, signal } = options;
  const folder = dirname(hostPath);
  const read = async (path: string): Promise<SourceFile | undefined> => {
    const content = await readAuthorFile(join(folder, path), { file: path, maxBytes: suiteLimits.totalBytes, signal });
    return content === undefined ? undefined : { path, content };
  };
  const files = new Map<string, SourceFile>();
  const waiting = [basename(hostPath), 'conftest.py'];
  // Who names the entry knows the rest of the suite to be its own; otherwise the submission's modules come first, since
  // the usual place of a test file is beside what it tests.
  const belongsToSubmission = (module: string): boolean =>
    ofEntry.has(module) || (entry.length === 0 && exclude?.has(module) !== false);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (files.has(path)) continue;
    const file = await read(path);
    if (file === undefined) continue;
    files.set(path, file);
    if (files.size > suiteLimits.files) {
      throw new ExerciseUnreadableError(
        basename(hostPath),
        `imports more than ${suiteLimits.files} files`,
        'Put the suite into its own folder.',
      );
    }
    for (const module of importedModules(file)) if (!belongsToSubmission(module)) waiting.push(`${module}.py`);
  }
  return [...files.values()];
}

/** A module that the suite brings is never the submission's. If that leaves nothing of the submission, nothing would be graded. */
function assertMeets(files: readonly SourceFile[], submissionModules: ReadonlySet<string>): void {
  const suiteModules = new Set(files.map(({ path }) => moduleOf(path)));
  const sources = files.filter(({ path }) => path.endsWith('.py'));
  const imported = new Set(sources.flatMap((file) => [...importedModules(file)]));
  const own = [...imported].filter((module) => suiteModules.has(module) && module !== 'conftest');
  const meets = [...imported].some((module) => submissionModules.has(module) && !suiteModules.has(module));
  if (own.length > 0 && !meets) throw new SuiteMissesSubmissionError(own, [...submissionModules]);
}

/** `test_word_count` and `word-count_test` as `word count`; a folder of tests is called by the folder above it. */
function wordsOf(hostPath: string): readonly string[] {
  const name = basename(hostPath).toLowerCase();
  const isGeneric = /^(?:tests?|hidden)$/.test(name);
  const parent = dirname(hostPath);
  if (isGeneric && parent !== hostPath) return wordsOf(parent);
  const words = name.replace(/^test_|_test$/, '').split(/[^a-z0-9]+/);
  const known = words.filter((word) => word !== '');
  return known.length === 0 ? ['suite'] : known;
}

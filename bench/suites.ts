import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExercise } from '../src/catalog/read-exercise.ts';
import type { Exercise } from '../src/model/exercise.ts';

export const kinds = ['by-value', 'handles', 'http', 'service'] as const;
export type Kind = (typeof kinds)[number];

/** How many tests a suite has: the first of the kind, all ten, or ten files of ten. */
export const sizes = [1, 10, 100] as const;
export type Size = (typeof sizes)[number];

/** `honest` passes every test, `broken` fails at least one. */
export type Candidate = 'honest' | 'broken';

/** One suite with its two submissions, laid out for each who grades it. */
export interface Suite {
  /** e.g. `by-value-10` */
  readonly name: string;
  readonly kind: Kind;
  readonly tests: Size;
  /** Folder of the exercise, for Waymark. */
  readonly exerciseFolder: string;
  readonly exercise: Exercise;
  /** Folders with a submission and nothing else. */
  readonly submissions: Readonly<Record<Candidate, string>>;
  /** Folders with submission and suite side by side, as plain pytest wants them. */
  readonly plain: Readonly<Record<Candidate, string>>;
}

const exercises = join(import.meta.dirname, 'exercises');

/** Lays out a suite below `folder`. The tests are the same files for everyone; plain pytest gets the fixtures they name beside them. */
export async function layOutSuite(kind: Kind, tests: Size, folder: string): Promise<Suite> {
  const name = `${kind}-${tests}`;
  const source = join(exercises, kind);
  const exerciseFolder = join(folder, name, name);
  const files = await testFiles(join(source, 'hidden'), tests);

  await mkdir(join(exerciseFolder, 'hidden'), { recursive: true });
  await writeFile(join(exerciseFolder, 'exercise.json'), await exerciseFile(source, name));
  await writeAll(join(exerciseFolder, 'hidden'), files);
  const submissions = { honest: join(source, 'solution'), broken: join(source, 'broken') };
  const plain = { honest: join(folder, name, 'honest'), broken: join(folder, name, 'broken') };
  for (const candidate of ['honest', 'broken'] as const) {
    await cp(submissions[candidate], plain[candidate], { recursive: true });
    await cp(join(source, 'peer'), plain[candidate], { recursive: true }).catch(passOverMissing);
    await writeAll(plain[candidate], files);
  }
  return { name, kind, tests, exerciseFolder, exercise: await readExercise(exerciseFolder), submissions, plain };
}

async function exerciseFile(source: string, slug: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(join(source, 'exercise.json'), 'utf8'));
  return JSON.stringify({ ...(content as object), slug });
}

/** `test_one.py` has one test and `test_more.py` nine. A hundred tests are ten copies of both, each a file of its own, as large suites are. */
async function testFiles(hidden: string, tests: Size): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of await readdir(hidden)) {
    const content = await readFile(join(hidden, file), 'utf8');
    if (tests === 1 && file !== 'test_one.py') continue;
    if (tests < 100) files.set(file, content);
    else for (let copy = 0; copy < 10; copy++) files.set(file.replace('.py', `_${copy}.py`), content);
  }
  return files;
}

async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, content] of files) await writeFile(join(folder, file), content);
}

/** Most kinds need nothing of their own for plain pytest. */
function passOverMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

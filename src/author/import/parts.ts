import { importedModules, moduleOf } from '../../catalog/suite-imports.ts';
import type { SourceFile } from '../../model/submission.ts';
import type { Leftover } from './leftover.ts';

/** The files of a folder by what they are for, under the names they will have in the exercise. */
export interface Parts {
  /** What the submission must have. */
  readonly entry: readonly string[];
  /** What the learner starts from; empty where there is none. */
  readonly starter: readonly SourceFile[];
  readonly solution: readonly SourceFile[];
  readonly hidden: readonly SourceFile[];
  /** Texts for the learner, in the order in which they are read. */
  readonly texts: readonly SourceFile[];
  /** What is none of these, under its path in the folder. */
  readonly others: readonly SourceFile[];
  readonly notes: readonly Leftover[];
  /** What a metadata file says; empty without one. */
  readonly facts: Facts;
}

/** What a layout with metadata says beside its files. */
export interface Facts {
  readonly title?: string;
  readonly blurb?: string;
  readonly difficulty?: number;
  /** Lines that say who wrote it and where it is from. */
  readonly credits?: readonly string[];
}

export const isPython = (path: string): boolean => path.endsWith('.py');

export function text(file: SourceFile): string {
  return Buffer.from(file.content).toString('utf8');
}

/** Top-level modules that Python files import, without those that are among the files. */
export function importsOf(files: readonly SourceFile[]): ReadonlySet<string> {
  const own = new Set(files.filter(({ path }) => isPython(path)).map(({ path }) => moduleOf(path)));
  const imported = files.filter(({ path }) => isPython(path)).flatMap((file) => [...importedModules(file)]);
  return new Set(imported.filter((module) => !own.has(module)));
}

/**
 * Of `others`, what `users` need: modules that they import, directly or not, and other files that they name. A file of data counts
 * as named where its own name, or that of a folder it lies in, stands in a source.
 */
export function neededBy(users: readonly SourceFile[], others: readonly SourceFile[]): readonly SourceFile[] {
  const needed = new Set<SourceFile>();
  let sources = users.filter(({ path }) => isPython(path));
  while (sources.length > 0) {
    const modules = new Set(sources.flatMap((file) => [...importedModules(file)]));
    const said = new Set(sources.flatMap(wordsInLiterals));
    const found = others.filter(
      (file) => !needed.has(file) && (isPython(file.path) ? modules.has(moduleOf(file.path)) : isNamed(file.path, said)),
    );
    for (const file of found) needed.add(file);
    sources = found.filter(({ path }) => isPython(path));
  }
  return others.filter((file) => needed.has(file));
}

function isNamed(path: string, said: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  const stem = parts.at(-1)?.replace(/\.[^.]+$/, '') ?? '';
  return [...parts, stem].some((part) => said.has(part));
}

/** `data` and `rows.csv` of `"data/rows.csv"`: files are named in string literals. */
function wordsInLiterals(source: SourceFile): readonly string[] {
  return [...text(source).matchAll(/"[^"\n]*"|'[^'\n]*'/g)].flatMap(([literal]) => literal.slice(1, -1).split('/'));
}

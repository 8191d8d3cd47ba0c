import type { SourceFile } from '../model/submission.ts';
import { hasEntry } from './check-entry.ts';
import { refusals } from './refusals.ts';
import { submissionLimits } from './submission-limits.ts';

/**
 * Gives the files their final paths. With `unwrap`, a folder that holds everything (as in an archive GitHub makes) is
 * taken off, unless it is a package or what `entry` asks for lies in it under its name.
 * @throws {SubmissionRefusedError} for a path that is too long or too deep in the end.
 */
export function finishPaths(
  files: readonly SourceFile[],
  options: { readonly unwrap: boolean; readonly entry: readonly string[] },
): readonly SourceFile[] {
  const finished = options.unwrap ? unwrap(files, options.entry) : files;
  for (const { path } of finished) {
    if (path.length > submissionLimits.pathBytes) {
      throw refusals.unsafePath(path, `is longer than ${submissionLimits.pathBytes} characters`);
    }
    if (path.split('/').length > submissionLimits.depth) {
      throw refusals.unsafePath(path, `lies more than ${submissionLimits.depth - 1} folders deep`);
    }
  }
  return finished;
}

function unwrap(files: readonly SourceFile[], entry: readonly string[]): readonly SourceFile[] {
  const [folder, rest] = files[0]?.path.split('/', 2) ?? [];
  if (folder === undefined || rest === undefined) return files;
  const prefix = `${folder}/`;
  if (!files.every(({ path }) => path.startsWith(prefix))) return files;
  if (files.some(({ path }) => path === `${prefix}__init__.py`)) return files;
  if (entry.length > 0 && entry.every((wanted) => hasEntry(files, wanted))) return files;
  return files.map(({ path, content }) => ({ path: path.slice(prefix.length), content }));
}

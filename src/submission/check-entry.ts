import { basename, extname } from 'node:path/posix';
import { digestFiles } from '../files/digest-files.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { SourceFile, Submission } from '../model/submission.ts';
import { refusals } from './refusals.ts';

/**
 * The submission as the exercise wants it: a single file handed in for a single entry of the same kind is that entry,
 * whatever the learner called it (`my_work.py` → `solution.py`). Everything else must have its entry files already.
 * @throws {SubmissionRefusedError} `submission.missing-entry`
 */
export function asEntry(submission: Submission, entry: readonly string[]): Submission {
  const [file, ...otherFiles] = submission.files;
  const [wanted, ...otherEntries] = entry;
  // A folder or an archive with one file in it has names of its own; only a file handed in by itself may have any.
  const isByItself = otherFiles.length === 0 && file?.path === submission.name;
  if (file !== undefined && isByItself && wanted !== undefined && otherEntries.length === 0) {
    if (file.path !== wanted && extname(file.path) === extname(wanted) && !wanted.endsWith('/')) {
      const files = [{ path: wanted, content: file.content }];
      return { name: submission.name, files, digest: digestFiles(files) };
    }
  }
  checkEntry(submission, entry);
  return submission;
}

/**
 * Makes sure that every entry is there. An entry that ends in a slash is a folder with at least one file in it.
 * @throws {SubmissionRefusedError} `submission.missing-entry`, naming what is there instead and the nearest name.
 */
export function checkEntry(submission: Submission, entry: readonly string[]): void {
  const missing = entry.find((wanted) => !hasEntry(submission.files, wanted));
  if (missing === undefined) return;
  const paths = submission.files.map(({ path }) => path);
  const kind = missing.endsWith('/') ? 'folder' : 'file';
  throw refusals.missingEntry(`The ${kind} "${missing}" is missing. The submission has ${list(paths)}.`, wayOut(missing, paths));
}

export function hasEntry(files: readonly SourceFile[], wanted: string): boolean {
  return files.some(({ path }) => (wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted));
}

function wayOut(missing: string, paths: readonly string[]): string {
  const elsewhere = paths.find((path) => path.endsWith(`/${missing}`) || (missing.endsWith('/') && path.includes(`/${missing}`)));
  if (elsewhere !== undefined) {
    return `It lies in "${elsewhere.slice(0, elsewhere.lastIndexOf(`/${missing}`))}": hand in that folder instead.`;
  }
  const [near] = didYouMean(missing, paths, 1);
  const [nearName] =
    near === undefined
      ? didYouMean(
          basename(missing),
          paths.map((path) => basename(path)),
          1,
        )
      : [];
  const found = near ?? paths.find((path) => nearName !== undefined && basename(path) === nearName);
  return found === undefined ? `Put your work into "${missing}".` : `Did you mean "${found}"? Then rename it to "${missing}".`;
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 6).map((path) => `"${path}"`);
  const more = paths.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

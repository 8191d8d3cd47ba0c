import { isLeftOut } from '../files/left-out.ts';
import { characterFault, pathFault, printable } from '../files/path-fault.ts';
import type { SourceFile } from '../model/submission.ts';
import { refusals } from './refusals.ts';
import { submissionLimits } from './submission-limits.ts';

/** What kind of thing an entry says it is, whatever it came in. */
export type EntryKind = 'file' | 'directory' | 'link' | 'special';

/** The one door every file of a submission goes through, whether it lay in a folder, an archive or a repository. */
export interface Intake {
  /**
   * Judges an entry by its name, kind and announced size, before a byte of it is read. Gives the path to read it under,
   * or `undefined` for what is skipped.
   * @throws {SubmissionRefusedError}
   */
  admit(entry: { readonly path: string; readonly kind: EntryKind; readonly bytes: number }): string | undefined;
  /**
   * Takes the content of an admitted file.
   * @throws {SubmissionRefusedError}
   */
  take(path: string, content: Uint8Array): void;
  /** What was taken, in the order it came. */
  readonly files: readonly SourceFile[];
}

export function startIntake(): Intake {
  const files: SourceFile[] = [];
  const claim = startClaims();
  let entries = 0;
  let admitted = 0;
  let announcedBytes = 0;
  let takenBytes = 0;

  return {
    files,

    admit({ path: given, kind, bytes }) {
      entries += 1;
      if (entries > submissionLimits.entries) throw refusals.tooManyFiles(submissionLimits.entries);
      const path = tidy(given);
      if (path === '') {
        if (kind === 'directory') return undefined;
        throw refusals.unsafePath(given, 'is empty');
      }
      const fault = pathFault(path);
      if (fault !== undefined) throw refusals.unsafePath(given, fault);
      if (isLeftOut(path)) return undefined;
      if (kind === 'link') throw refusals.link(path);
      if (kind === 'special') throw refusals.specialFile(path);
      if (kind === 'directory') return undefined;

      const character = characterFault(path);
      if (character !== undefined) throw refusals.unsafePath(given, `contains the character "${printable(character)}"`);
      claim(path);
      admitted += 1;
      if (admitted > submissionLimits.files) throw refusals.tooManyFiles(submissionLimits.files);
      if (!(bytes >= 0 && bytes <= submissionLimits.fileBytes)) throw refusals.tooLarge(path, submissionLimits.fileBytes);
      announcedBytes += bytes;
      if (announcedBytes > submissionLimits.totalBytes) throw refusals.totalTooLarge();
      return path;
    },

    take(path, content) {
      if (content.byteLength > submissionLimits.fileBytes) throw refusals.tooLarge(path, submissionLimits.fileBytes);
      takenBytes += content.byteLength;
      if (takenBytes > submissionLimits.totalBytes) throw refusals.totalTooLarge();
      files.push({ path, content });
    },
  };
}

/** `tar -C folder .` writes `./name`, and folders end in a slash: both are the same place by another spelling. */
function tidy(path: string): string {
  if (path === '.') return '';
  return path.replace(/^(?:\.\/)+/, '').replace(/(?<=[^/])\/$/, '');
}

/**
 * Refuses a path that some file system would take for one that came before: the same, the same but for case, or a
 * file where another path has a folder. Paths are ASCII by then, so case is all that folding and NFC could change.
 */
function startClaims(): (path: string) => void {
  const claimed = new Map<string, { readonly path: string; readonly isFile: boolean }>();
  return (path) => {
    const segments = path.split('/');
    for (let length = 1; length <= segments.length; length += 1) {
      const part = segments.slice(0, length).join('/');
      const isFile = length === segments.length;
      const key = part.normalize('NFC').toLowerCase();
      const other = claimed.get(key);
      if (other !== undefined && (isFile || other.isFile || other.path !== part)) throw refusals.duplicatePath(path, other.path);
      claimed.set(key, { path: part, isFile });
    }
  };
}

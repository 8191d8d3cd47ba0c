import { errorCode, readRegularFile } from '../files/read-regular-file.ts';
import { FolderTooWideError, walkFolder } from '../files/walk-folder.ts';
import { refusals } from './refusals.ts';
import type { Intake } from './start-intake.ts';
import { submissionLimits } from './submission-limits.ts';

/**
 * Reads the files of a folder into the intake. The folder itself is trusted to hold still: Node has no `openat`, so a
 * folder that is swapped for a link between listing and reading would be followed; a file would not.
 * @throws {SubmissionRefusedError}
 */
export async function readFolder(
  root: string,
  intake: Intake,
  options: { readonly signal: AbortSignal | undefined },
): Promise<void> {
  const { signal } = options;
  try {
    for await (const { path, hostPath, kind } of walkFolder(root, { maxEntries: submissionLimits.entries, signal })) {
      // The size comes with the content: the file is opened once, and judged by what was opened.
      const admitted = intake.admit({ path, kind, bytes: 0 });
      if (admitted === undefined) continue;
      intake.take(admitted, await contentOf(hostPath, admitted, signal));
    }
  } catch (error) {
    if (error instanceof FolderTooWideError) throw refusals.tooManyFiles(error.entries);
    if (errorCode(error) === 'EACCES') throw refusals.forbidden('a folder inside', error);
    throw error;
  }
}

async function contentOf(hostPath: string, path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const reading = await readRegularFile(hostPath, { maxBytes: submissionLimits.fileBytes, signal });
  switch (reading.kind) {
    case 'read':
      return reading.content;
    case 'too-large':
      throw refusals.tooLarge(path, submissionLimits.fileBytes);
    case 'link':
      throw refusals.link(path);
    case 'special':
      throw refusals.specialFile(path);
    case 'changed':
    case 'missing':
      throw refusals.changed(path);
    case 'forbidden':
      throw refusals.forbidden(path);
    default:
      return reading satisfies never;
  }
}

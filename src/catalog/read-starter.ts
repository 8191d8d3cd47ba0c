import { join } from 'node:path';
import { isFolder } from '../files/is-folder.ts';
import { readRegularFile } from '../files/read-regular-file.ts';
import { FolderTooWideError, walkFolder } from '../files/walk-folder.ts';
import type { Exercise } from '../model/exercise.ts';
import type { SourceFile } from '../model/submission.ts';

/** A larger file is no source that a learner begins with. */
const sourceBytes = 256 * 1024;

/**
 * The Python files that learners begin with: what these import, a sandbox may import before it has its submission. Files that
 * cannot be read are left out, and a bare suite has none; whether a starter is good is for `verify` to say.
 */
export async function readStarter({ folder }: Exercise, signal?: AbortSignal): Promise<readonly SourceFile[]> {
  const starter = join(folder ?? '', 'starter');
  const files: SourceFile[] = [];
  if (folder === undefined || !(await isFolder(starter))) {
    return files;
  }
  try {
    for await (const { path, hostPath, kind } of walkFolder(starter, { signal })) {
      if (kind === 'file' && path.endsWith('.py')) {
        const reading = await readRegularFile(hostPath, { maxBytes: sourceBytes, signal });
        if (reading.kind === 'read') {
          files.push({ path, content: reading.content });
        }
      }
    }
  } catch (error) {
    if (!(error instanceof FolderTooWideError)) {
      throw error;
    }
  }
  return files;
}

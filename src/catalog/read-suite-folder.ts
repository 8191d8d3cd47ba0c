import { characterFault, pathFault, printable } from '../files/path-fault.ts';
import { FolderTooWideError, walkFolder } from '../files/walk-folder.ts';
import type { SourceFile } from '../model/submission.ts';
import { ExerciseUnreadableError } from './catalog-errors.ts';
import { readAuthorFile } from './read-author-file.ts';

/** Ceilings of a suite; its data files count. */
export const suiteLimits = { files: 200, totalBytes: 16 * 1024 * 1024, pathBytes: 120 } as const;

/**
 * All regular files of a suite's folder, data files too, without caches and version control.
 * @param name what to call the folder in messages.
 * @throws {ExerciseUnreadableError} for links, odd names and too much of it.
 */
export async function readSuiteFolder(
  folder: string,
  options: { readonly name: string; readonly signal?: AbortSignal | undefined },
): Promise<readonly SourceFile[]> {
  const { name, signal } = options;
  const files: SourceFile[] = [];
  let totalBytes = 0;
  try {
    for await (const { path, hostPath, kind } of walkFolder(folder, { signal })) {
      const file = `${name}/${path}`;
      if (kind === 'link') throw new ExerciseUnreadableError(file, 'is a link', 'Put the file itself in its place.');
      if (kind === 'special') throw new ExerciseUnreadableError(file, 'is not a file', 'Take it out.');
      assertPath(path, file);
      if (files.length === suiteLimits.files) throw tooMany(name, suiteLimits.files);
      const content = await readAuthorFile(hostPath, { file, maxBytes: suiteLimits.totalBytes, signal });
      if (content === undefined) continue;
      totalBytes += content.byteLength;
      if (totalBytes > suiteLimits.totalBytes) {
        const limit = suiteLimits.totalBytes / 1024 / 1024;
        throw new ExerciseUnreadableError(
          name,
          `holds more than ${limit} MiB`,
          'Make its data smaller, or generate it in a fixture.',
        );
      }
      files.push({ path, content });
    }
  } catch (error) {
    if (error instanceof FolderTooWideError) throw tooMany(name, error.entries);
    throw error;
  }
  return files;
}

/** What pytest takes for a file of tests by itself. */
export function isTestFile(path: string): boolean {
  return /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path);
}

function assertPath(path: string, file: string): void {
  const character = characterFault(path);
  const fault =
    pathFault(path) ??
    (character === undefined ? undefined : `contains the character "${printable(character)}"`) ??
    (path.length > suiteLimits.pathBytes ? `is longer than ${suiteLimits.pathBytes} characters` : undefined);
  if (fault === undefined) return;
  throw new ExerciseUnreadableError(
    file,
    `has a name that ${fault}`,
    'Rename it: letters A-Z and a-z, digits, ".", "_" and "-".',
  );
}

function tooMany(name: string, limit: number): ExerciseUnreadableError {
  return new ExerciseUnreadableError(name, `holds more than ${limit} files`, 'Take out what the tests do not need.');
}

import { readRegularFile } from '../files/read-regular-file.ts';
import { ExerciseUnreadableError } from './catalog-errors.ts';

/**
 * Reads a file an author wrote. `undefined` when it is not there.
 * @param options.file what to call it in messages.
 * @throws {ExerciseUnreadableError} for links, other things that are no files, and files of more than `maxBytes`.
 */
export async function readAuthorFile(
  hostPath: string,
  options: { readonly file: string; readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
): Promise<Uint8Array | undefined> {
  const { file, maxBytes, signal } = options;
  const reading = await readRegularFile(hostPath, { maxBytes, signal });
  switch (reading.kind) {
    case 'read':
      return reading.content;
    case 'missing':
      return undefined;
    case 'too-large':
      throw new ExerciseUnreadableError(file, `is larger than ${maxBytes / 1024 / 1024} MiB`, 'Make it smaller.');
    case 'link':
      throw new ExerciseUnreadableError(file, 'is a link', 'Put the file itself in its place.');
    case 'special':
      throw new ExerciseUnreadableError(file, 'is not a file', 'Put a file in its place.');
    case 'changed':
      throw new ExerciseUnreadableError(file, 'changed while it was read', 'Wait until nothing writes to it, then try again.');
    case 'forbidden':
      throw new ExerciseUnreadableError(file, 'may not be read', 'Give yourself permission to read it.');
    default:
      return reading satisfies never;
  }
}

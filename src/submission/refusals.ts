import { printable } from '../files/path-fault.ts';
import { SubmissionRefusedError } from '../model/waymark-error.ts';
import { submissionLimits } from './submission-limits.ts';

/** The ways a submission is refused, each with its code, its sentence and the way out. Listed in docs/errors.md. */
export const refusals = {
  notFound: (path: string) =>
    refusal('not-found', `There is no file or folder "${printable(path)}".`, 'Check the path for a typing mistake.'),

  forbidden: (path: string, cause?: unknown) =>
    refusal('unreadable', `"${printable(path)}" cannot be read.`, 'Give yourself permission to read it.', path, { cause }),

  changed: (path: string) =>
    refusal(
      'changed-while-read',
      `"${printable(path)}" changed while it was read.`,
      'Wait until nothing writes to it, then try again.',
      path,
    ),

  tooLarge: (path: string, limit: number) =>
    refusal(
      'too-large',
      `"${printable(path)}" is larger than ${size(limit)}.`,
      `Hand in source files of at most ${size(limit)} each.`,
      path,
    ),

  totalTooLarge: () =>
    refusal(
      'too-large',
      `The files together are larger than ${size(submissionLimits.totalBytes)}.`,
      'Leave out data, build results and downloaded packages.',
    ),

  archiveTooLarge: (path: string, limit: number) =>
    refusal(
      'too-large',
      `The archive "${printable(path)}" is larger than ${size(limit)}.`,
      'Leave out data, build results and virtual environments.',
    ),

  unpacksTooLarge: (path: string) =>
    refusal(
      'too-large',
      `The archive "${printable(path)}" unpacks to more than ${size(submissionLimits.unpackedBytes)}.`,
      'Leave out data, build results and virtual environments.',
    ),

  tooManyFiles: (limit: number) =>
    refusal('too-many-files', `There are more than ${limit} files.`, 'Hand in only the files of your solution.'),

  unsafePath: (path: string, fault: string) =>
    refusal(
      'unsafe-path',
      `The path "${printable(path)}" ${fault}.`,
      'Rename it: letters A-Z and a-z, digits, ".", "_", "-" and "/" between folders.',
      path,
    ),

  link: (path: string) =>
    refusal('link', `"${printable(path)}" is a link to another file.`, 'Put the file itself in its place.', path),

  specialFile: (path: string) =>
    refusal(
      'special-file',
      `"${printable(path)}" is neither a file nor a folder.`,
      'Take it out and hand in source files only.',
      path,
    ),

  duplicatePath: (path: string, other: string) =>
    refusal(
      'duplicate-path',
      `"${printable(path)}" and "${printable(other)}" are one name on some computers.`,
      'Give each file a name that differs in more than upper and lower case.',
      path,
    ),

  notAnArchive: (path: string) =>
    refusal(
      'not-an-archive',
      `"${printable(path)}" is neither source text nor an archive.`,
      'Hand in a .py file, a folder, a .zip, a .tar or a .tar.gz.',
      path,
    ),

  unsupportedArchive: (path: string, format: string) =>
    refusal('unsupported-archive', `"${printable(path)}" is ${format}.`, 'Pack the files as an ordinary .zip or .tar.gz.', path),

  encrypted: (path: string) =>
    refusal('encrypted', `"${printable(path)}" is encrypted.`, 'Pack the archive again without a password.', path),

  damagedArchive: (path: string, fault: string, cause?: unknown) =>
    refusal('damaged-archive', `The archive "${printable(path)}" is damaged: ${fault}.`, 'Pack the files again.', undefined, {
      cause,
    }),

  empty: (path: string) =>
    refusal(
      'empty',
      `There is no file to grade in "${printable(path)}".`,
      'Put your solution into it; check that you saved your work.',
    ),

  notText: (path: string, hint: string) =>
    refusal('not-text', `"${printable(path)}" is not Python source: ${hint}.`, 'Save it as plain text in UTF-8.', path),

  submodule: (path: string) =>
    refusal('link', `"${printable(path)}" is a link to another repository.`, 'Put the files themselves in its place.', path),

  gitRefNotFound: (repository: string, ref: string, cause?: unknown) =>
    refusal(
      'not-found',
      `The repository "${printable(repository)}" has nothing under the name "${printable(ref)}".`,
      'Name a branch, tag or commit, with ":folder" behind it for a part of it.',
      undefined,
      { cause },
    ),

  notARepository: (path: string, cause?: unknown) =>
    refusal(
      'not-found',
      `"${printable(path)}" is not a Git repository that Git is willing to read.`,
      'Name the folder of a clone that belongs to you, or leave out the ref to grade the folder as it is.',
      undefined,
      { cause },
    ),

  incompleteRepository: (path: string, cause?: unknown) =>
    refusal(
      'incomplete-repository',
      `The repository lacks the content of "${printable(path)}".`,
      'Clone it in full: without "--filter", and with its objects beside it.',
      path,
      { cause },
    ),

  missingEntry: (message: string, next: string) => refusal('missing-entry', message, next),
} as const;

function refusal(code: string, message: string, next: string, file?: string, options?: ErrorOptions): SubmissionRefusedError {
  return new SubmissionRefusedError(`submission.${code}`, message, {
    ...options,
    next,
    ...(file === undefined ? {} : { file: printable(file, 240) }),
  });
}

function size(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}

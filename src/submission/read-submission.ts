import { lstat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { digestFiles, sortFiles } from '../files/digest-files.ts';
import { printable } from '../files/path-fault.ts';
import { errorCode, readRegularFile } from '../files/read-regular-file.ts';
import type { SourceFile, Submission } from '../model/submission.ts';
import { archiveKind } from './archive-kind.ts';
import { finishPaths } from './finish-paths.ts';
import { readFolder } from './read-folder.ts';
import { readGit } from './read-git.ts';
import { readTar, readTarGz } from './read-tar.ts';
import { readZip } from './read-zip.ts';
import { refusals } from './refusals.ts';
import { type Intake, startIntake } from './start-intake.ts';
import { submissionLimits } from './submission-limits.ts';

export interface ReadSubmissionOptions {
  /** Read this from the Git repository at `path` instead of its working files: `main`, a commit, `main:folder`, `HEAD:solution.py`. */
  readonly gitRef?: string;
  /**
   * The exercise's entry files. Nothing is checked against them here; they keep an archive's only folder in place when
   * it is one the exercise asks for, and let a single file of any kind through when it is the one asked for.
   */
  readonly entry?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Reads what a learner hands in (a file, a folder, a .zip, .tar or .tar.gz, a Git ref) into memory. Nothing is extracted
 * or run, links are not followed, and what an archive is, its content says and not its name.
 * @throws {SubmissionRefusedError} with its own code for each reason; see docs/errors.md.
 */
export async function readSubmission(path: string, options: ReadSubmissionOptions = {}): Promise<Submission> {
  const { gitRef, entry = [], signal } = options;
  signal?.throwIfAborted();
  // A trailing slash would make the system follow a link.
  const hostPath = resolve(path);
  const name = printable(basename(hostPath));
  const intake = startIntake();
  const kind = await kindOf(hostPath, name);

  let isArchive = false;
  if (gitRef !== undefined) {
    if (kind !== 'folder') throw refusals.notARepository(name);
    await readGit(hostPath, gitRef, intake, { name, signal });
  } else if (kind === 'folder') await readFolder(hostPath, intake, { signal });
  else isArchive = await readFile(hostPath, intake, { name, entry, signal });

  const files = finishPaths(intake.files, { unwrap: isArchive, entry });
  if (files.length === 0) throw refusals.empty(name);
  for (const file of files) assertPython(file);
  return {
    name: gitRef === undefined ? name : `${name} (${printable(gitRef)})`,
    files: sortFiles(files),
    digest: digestFiles(files),
  };
}

async function kindOf(hostPath: string, name: string): Promise<'file' | 'folder'> {
  try {
    const stats = await lstat(hostPath);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile()) return 'file';
    throw stats.isSymbolicLink() ? refusals.link(name) : refusals.specialFile(name);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refusals.notFound(name);
    if (code === 'EACCES' || code === 'EPERM') throw refusals.forbidden(name, error);
    throw error;
  }
}

/** Reads a single file or an archive, and says whether it was an archive. */
async function readFile(
  hostPath: string,
  intake: Intake,
  options: { readonly name: string; readonly entry: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<boolean> {
  const { name, entry, signal } = options;
  const content = await contentOf(hostPath, name, signal);
  const found = archiveKind(content);
  switch (found.kind) {
    case 'zip':
      await readZip(content, intake, { name, signal });
      return true;
    case 'tar':
      await readTar(content, intake, { name, signal });
      return true;
    case 'gzip':
      await readTarGz(content, intake, { name, signal });
      return true;
    case 'unsupported':
      throw refusals.unsupportedArchive(name, found.format);
    case 'none': {
      const isAskedFor = entry.some((wanted) => basename(wanted) === name);
      if (!isAskedFor && !isLikelySource(name, content)) throw refusals.notAnArchive(name);
      const admitted = intake.admit({ path: name, kind: 'file', bytes: content.byteLength });
      if (admitted !== undefined) intake.take(admitted, content);
      return false;
    }
    default:
      return found satisfies never;
  }
}

async function contentOf(hostPath: string, name: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const reading = await readRegularFile(hostPath, { maxBytes: submissionLimits.archiveBytes, signal });
  switch (reading.kind) {
    case 'read':
      return Buffer.from(reading.content.buffer, reading.content.byteOffset, reading.content.byteLength);
    case 'too-large':
      throw extname(name) === '.py'
        ? refusals.tooLarge(name, submissionLimits.fileBytes)
        : refusals.archiveTooLarge(name, submissionLimits.archiveBytes);
    case 'link':
      throw refusals.link(name);
    case 'special':
      throw refusals.specialFile(name);
    case 'changed':
      throw refusals.changed(name);
    case 'missing':
      throw refusals.notFound(name);
    case 'forbidden':
      throw refusals.forbidden(name);
    default:
      return reading satisfies never;
  }
}

const archiveNames = /\.(?:zip|tar|tgz|gz|bz2|xz|zst|7z|rar)$/i;

/** Python decodes its own files; any other single file must at least be text, or it is something handed in by mistake. */
function isLikelySource(name: string, content: Buffer): boolean {
  if (archiveNames.test(name)) return false;
  return extname(name) === '.py' || (isUtf8Text(content) && !content.includes(0));
}

function isUtf8Text(content: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

/** Python itself refuses NUL bytes, with a sentence that helps nobody. Other undecodable bytes may have a coding cookie. */
function assertPython({ path, content }: SourceFile): void {
  if (!path.endsWith('.py') || !content.includes(0)) return;
  const isUtf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  throw refusals.notText(path, isUtf16 ? 'it is saved in UTF-16' : 'it contains NUL bytes');
}

import { stat, writeFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { replaceFile } from '../files/replace-file.ts';
import type { Report } from './report.ts';
import { ReportWriteError } from './report-errors.ts';

/** The report as it is written: indented JSON with a newline at the end. */
export function serializeReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Writes the report to a file, or with `-` to `stdout`. A file appears whole or not at all: it is written beside its place and moved there.
 * @throws {ReportWriteError} when it cannot be written; what was there before is untouched.
 */
export async function writeReport(report: Report, path: string, options: { readonly stdout?: Writable } = {}): Promise<void> {
  const text = serializeReport(report);
  try {
    if (path === '-') {
      await writeToStream(options.stdout ?? process.stdout, text);
    } else if (await isSpecial(path)) {
      await writeFile(path, text);
    } else {
      await replaceFile(path, text);
    }
  } catch (error) {
    throw new ReportWriteError(path, reasonOf(error), { cause: error });
  }
}

function writeToStream(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

/** A device or pipe is written through: moving a file over `/dev/null` would replace it for everyone. */
async function isSpecial(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'its folder does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'that is not allowed';
    case 'EISDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    case 'EPIPE':
      return 'its reader has gone';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

import { stat, writeFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { replaceFile } from '../files/replace-file.ts';
import type { Report } from './report.ts';
import { ReportWriteError } from './report-errors.ts';
import { writeFault } from './write-fault.ts';

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
    throw new ReportWriteError(path, writeFault(error), { cause: error });
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

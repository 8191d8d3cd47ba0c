import { refusals } from './refusals.ts';

/** Where one entry lies in a zip, in bytes from its start. */
export interface ZipSpan {
  readonly start: number;
  readonly end: number;
  /** Length of its record in the directory at the end. */
  readonly directoryBytes: number;
  /** Sizes and checksum follow the content, in 12 to 24 bytes. */
  readonly hasDescriptor: boolean;
}

const endRecord = Buffer.from('PK\x05\x06', 'latin1');
const zip64Locator = 0x07064b50;

/**
 * Says no to a zip whose parts overlap, or that hides bytes before, between or behind its entries: bombs whose entries
 * share one body, archives glued together, a directory with more records than its end admits to.
 * @throws {SubmissionRefusedError}
 */
export function assertZipLayout(archive: Buffer, spans: readonly ZipSpan[], name: string): void {
  const end = archive.lastIndexOf(endRecord);
  if (end < 0) throw refusals.damagedArchive(name, 'its end is missing');
  if (end >= 20 && archive.readUInt32LE(end - 20) === zip64Locator) {
    throw refusals.unsupportedArchive(name, 'written in the form for archives of more than 4 GiB');
  }
  const directoryStart = archive.readUInt32LE(end + 16);
  const directoryBytes = spans.reduce((sum, span) => sum + span.directoryBytes, 0);
  if (directoryStart + directoryBytes !== end)
    throw refusals.damagedArchive(name, 'its list of files does not end where it should');

  let position = 0;
  let slack = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < position) throw refusals.damagedArchive(name, 'two of its files overlap');
    if (span.start > position + slack) throw refusals.damagedArchive(name, 'it contains bytes that belong to no file');
    position = span.end;
    slack = span.hasDescriptor ? 24 : 0;
  }
  if (position > directoryStart) throw refusals.damagedArchive(name, 'its files and its list of files overlap');
  if (position + slack < directoryStart) throw refusals.damagedArchive(name, 'it contains bytes that belong to no file');
}

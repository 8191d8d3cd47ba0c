import { buffer as collect } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { SubmissionRefusedError } from '../model/waymark-error.ts';
import { isTar } from './archive-kind.ts';
import { refusals } from './refusals.ts';
import type { EntryKind, Intake } from './start-intake.ts';
import { submissionLimits } from './submission-limits.ts';

export interface ArchiveOptions {
  /** The archive's name, for messages. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

const blockBytes = 512;

/**
 * Reads a tar from memory into the intake, regular files and folders only.
 * @throws {SubmissionRefusedError} also for bytes between and behind the entries that some other reader could take for files.
 */
export async function readTar(archive: Uint8Array, intake: Intake, options: ArchiveOptions): Promise<void> {
  const { name, signal } = options;
  const extractor = extract();
  extractor.end(archive);
  let end = 0;
  try {
    for await (const entry of extractor) {
      signal?.throwIfAborted();
      const { header } = entry;
      const bytes = bytesOf(header, name);
      // From one entry's end to the next one's header there may be further headers (long names), but no end of the archive.
      if (hasEmptyBlock(archive.subarray(end, entry.offset))) throw refusals.damagedArchive(name, 'files follow its end');
      end = entry.offset + blockBytes + Math.ceil(bytes / blockBytes) * blockBytes;

      const path = intake.admit({ path: header.name, kind: kindOf(header), bytes });
      if (path === undefined) entry.resume();
      else intake.take(path, await collect(entry));
    }
  } catch (error) {
    if (error instanceof SubmissionRefusedError) throw error;
    signal?.throwIfAborted();
    throw refusals.damagedArchive(name, 'it breaks off or its headers make no sense', error);
  }
  const tail = archive.subarray(end);
  if (tail.length < blockBytes) throw refusals.damagedArchive(name, 'its end is missing');
  if (tail.some((byte) => byte !== 0)) throw refusals.damagedArchive(name, 'something follows its end');
}

/**
 * Unpacks a gzipped tar in memory and reads it. Bytes are counted as they come out, and unpacking stops at the ceiling.
 * @throws {SubmissionRefusedError}
 */
export async function readTarGz(archive: Uint8Array, intake: Intake, options: ArchiveOptions): Promise<void> {
  const { name, signal } = options;
  const gunzip = createGunzip();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  gunzip.end(archive);
  try {
    for await (const chunk of gunzip) {
      signal?.throwIfAborted();
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.byteLength;
      if (bytes > submissionLimits.unpackedBytes) throw refusals.unpacksTooLarge(name);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof SubmissionRefusedError) throw error;
    signal?.throwIfAborted();
    throw refusals.damagedArchive(name, 'it cannot be unpacked', error);
  }
  // zlib stops in silence at bytes that are no further gzip member.
  if (gunzip.bytesWritten !== archive.byteLength) throw refusals.damagedArchive(name, 'something follows its end');

  const tar = Buffer.concat(chunks);
  if (!isTar(tar)) throw refusals.notAnArchive(name);
  await readTar(tar, intake, options);
}

function kindOf(header: Header): EntryKind {
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      // Before POSIX, a folder was a file whose name ends in a slash.
      return header.name.endsWith('/') && header.size === 0 ? 'directory' : 'file';
    case 'directory':
      return 'directory';
    case 'link':
    case 'symlink':
      return 'link';
    default:
      return 'special';
  }
}

/** How long an entry's content is; refuses the ways in which two readers could disagree about that. */
function bytesOf(header: Header, name: string): number {
  const paxKeys = typeof header.pax === 'object' && header.pax !== null ? Object.keys(header.pax) : [];
  if (paxKeys.some((key) => key === 'size' || key.startsWith('GNU.sparse.'))) {
    throw refusals.damagedArchive(name, 'an entry has two sizes');
  }
  if (!Number.isSafeInteger(header.size)) throw refusals.damagedArchive(name, 'an entry has no size');
  if (header.type === 'directory' && header.size !== 0) throw refusals.damagedArchive(name, 'a folder has content');
  return header.size;
}

/** An empty block ends a tar. tar-stream reads on behind it, other readers do not. */
function hasEmptyBlock(between: Uint8Array): boolean {
  for (let start = 0; start < between.length; start += blockBytes) {
    if (between.subarray(start, start + blockBytes).every((byte) => byte === 0)) return true;
  }
  return false;
}

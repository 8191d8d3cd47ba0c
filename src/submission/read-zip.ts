import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { SubmissionRefusedError } from '../model/waymark-error.ts';
import type { ArchiveOptions } from './read-tar.ts';
import { refusals } from './refusals.ts';
import type { EntryKind, Intake } from './start-intake.ts';
import { assertZipLayout, type ZipSpan } from './zip-layout.ts';

/**
 * Reads a zip from memory into the intake. What its directory at the end says is held against what stands before each
 * file, so that no two readers can see two different archives in it.
 * @throws {SubmissionRefusedError}
 */
export async function readZip(archive: Buffer, intake: Intake, options: ArchiveOptions): Promise<void> {
  const { name, signal } = options;
  try {
    const zip = await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: true });
    const admitted: { readonly entry: Entry; readonly path: string }[] = [];
    const spans: ZipSpan[] = [];
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const path = intake.admit({ path: nameOf(entry), kind: kindOf(entry), bytes: entry.uncompressedSize });
      // 1 its content, 0x2000 its names too.
      if ((entry.generalPurposeBitFlag & 0x2001) !== 0) throw refusals.encrypted(name);
      spans.push(await spanOf(zip, entry, name));
      if (path === undefined) continue;
      if (![0, 8].includes(entry.compressionMethod)) {
        throw refusals.unsupportedArchive(name, `compressed in a way (method ${entry.compressionMethod}) that few programs know`);
      }
      admitted.push({ entry, path });
    }
    // Before anything is inflated: entries that share their bytes are how a small zip becomes a huge one.
    assertZipLayout(archive, spans, name);
    for (const { entry, path } of admitted) {
      signal?.throwIfAborted();
      intake.take(path, await contentOf(zip, entry, name));
    }
  } catch (error) {
    if (error instanceof SubmissionRefusedError) throw error;
    signal?.throwIfAborted();
    // yauzl has no code for it; ordinary encryption is seen above.
    if (error instanceof Error && error.message.includes('strong encryption')) throw refusals.encrypted(name);
    throw refusals.damagedArchive(name, 'it breaks off or its parts do not fit together', error);
  }
}

/** Only ASCII gets through the intake, so it is enough that other names stay recognisable in a message. */
function nameOf(entry: Entry): string {
  return entry.fileNameRaw.toString('utf8');
}

function kindOf(entry: Entry): EntryKind {
  // Upper half: the Unix mode, where the archiver wrote one. The lowest byte: the DOS attributes.
  switch ((entry.externalFileAttributes >>> 16) & 0o170000) {
    case 0:
      return nameOf(entry).endsWith('/') || (entry.externalFileAttributes & 0x10) !== 0 ? 'directory' : 'file';
    case 0o100000:
      return nameOf(entry).endsWith('/') ? 'directory' : 'file';
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'link';
    default:
      return 'special';
  }
}

async function spanOf(zip: ZipFile, entry: Entry, name: string): Promise<ZipSpan> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  if (!local.fileName.equals(entry.fileNameRaw)) throw refusals.damagedArchive(name, 'a file has two names');
  return {
    start: entry.relativeOffsetOfLocalHeader,
    end: local.fileDataStart + entry.compressedSize,
    directoryBytes: 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength,
    hasDescriptor: (entry.generalPurposeBitFlag & 8) !== 0,
  };
}

async function contentOf(zip: ZipFile, entry: Entry, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  // yauzl ends the stream with an error as soon as more comes out than was announced, and that was at most our limit.
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  if (content.byteLength !== entry.uncompressedSize || crc32(content) !== entry.crc32) {
    throw refusals.damagedArchive(name, 'a checksum is wrong');
  }
  return content;
}

import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { SourceFile } from '../model/submission.ts';

/**
 * Files as a `.tar.gz` in which nothing tells when, where and by whom it was made: the same files give the same bytes. Files only, as
 * whoever unpacks it makes the folders.
 */
export async function packArchive(files: readonly SourceFile[]): Promise<Uint8Array> {
  const tar = pack();
  for (const { path, content } of files) {
    tar.entry({ name: path, mode: 0o644, mtime, uid: 0, gid: 0, uname: '', gname: '', type: 'file' }, Buffer.from(content));
  }
  tar.finalize();
  const zipped = await promisify(gzip)(await buffer(tar), { level: 9 });
  // The header's last byte names the system it was written on (RFC 1952); 255 is "unknown".
  zipped[9] = 255;
  return zipped;
}

/** The earliest time that every archiver knows. */
const mtime = new Date('1980-01-01T00:00:00Z');

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** What came of reading one file; everything but `read` is a reason not to. */
export type FileReading =
  | { readonly kind: 'read'; readonly content: Uint8Array }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'link' }
  | { readonly kind: 'special' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'forbidden' };

/**
 * Reads a regular file of at most `maxBytes`. A larger one is refused from its size, without reading it; a link is not
 * followed, where the platform can say so; a FIFO or device is not waited for; a file that grows or shrinks under our
 * hands is `changed`.
 */
export async function readRegularFile(
  path: string,
  options: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
): Promise<FileReading> {
  options.signal?.throwIfAborted();
  let handle: FileHandle;
  try {
    // Windows lacks both flags; there the lstat of whoever lists the folder is what notices a link.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return openFault(error);
  }
  await using file = handle;
  const stats = await file.stat();
  if (!stats.isFile()) return { kind: 'special' };
  if (stats.size > options.maxBytes) return { kind: 'too-large', bytes: stats.size };
  return await readExactly(file, stats.size);
}

async function readExactly(file: FileHandle, size: number): Promise<FileReading> {
  // One byte more than announced: were it filled, the file would have grown (or lie about its size, as /proc does).
  const buffer = new Uint8Array(size + 1);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === size ? { kind: 'read', content: buffer.subarray(0, size) } : { kind: 'changed' };
}

function openFault(error: unknown): FileReading {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing' };
    case 'ELOOP':
    case 'EMLINK': // FreeBSD's word for it
      return { kind: 'link' };
    case 'ENXIO': // a socket
    case 'ENODEV':
    case 'EISDIR':
      return { kind: 'special' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'forbidden' };
    default:
      throw error;
  }
}

/** The system's code of an error (`ENOENT`), or `undefined` for anything else that was thrown. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

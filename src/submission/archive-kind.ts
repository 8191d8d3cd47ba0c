/** What the first bytes of a file say it is; its name says nothing we would believe. */
export type ArchiveKind =
  | { readonly kind: 'zip' | 'tar' | 'gzip' | 'none' }
  | { readonly kind: 'unsupported'; readonly format: string };

export function archiveKind(content: Uint8Array): ArchiveKind {
  if (startsWith(content, [0x50, 0x4b, 0x03, 0x04]) || startsWith(content, [0x50, 0x4b, 0x05, 0x06])) return { kind: 'zip' };
  if (startsWith(content, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (isTar(content)) return { kind: 'tar' };
  const unsupported = unsupportedFormats.find(({ magic }) => startsWith(content, magic));
  return unsupported === undefined ? { kind: 'none' } : { kind: 'unsupported', format: unsupported.format };
}

/** Both dialects in use, POSIX ustar and GNU, have `ustar` at 257. What tar wrote before 1988 is not handed in any more. */
export function isTar(content: Uint8Array): boolean {
  return startsWith(content.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72]);
}

const unsupportedFormats: readonly { readonly magic: readonly number[]; readonly format: string }[] = [
  { magic: [0x50, 0x4b, 0x07, 0x08], format: 'a zip in several parts' },
  { magic: [0x42, 0x5a, 0x68], format: 'compressed with bzip2' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], format: 'compressed with xz' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], format: 'compressed with zstd' },
  { magic: [0x1f, 0x9d], format: 'compressed with compress' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], format: 'a 7z archive' },
  { magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], format: 'a rar archive' },
];

function startsWith(content: Uint8Array, magic: readonly number[]): boolean {
  return content.length >= magic.length && magic.every((byte, index) => content[index] === byte);
}

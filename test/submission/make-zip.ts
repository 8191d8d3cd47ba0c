import { crc32, deflateRawSync } from 'node:zlib';

/** Writes zips byte by byte, for archives that no honest library would make. */
export interface ZipPart {
  readonly name: string | Buffer;
  readonly content?: Uint8Array | string;
  /** 8 deflates (default), 0 stores; others store under a false number. */
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode for the external attributes; 0 (default) leaves them empty, as DOS does. */
  readonly mode?: number;
  /** Name before the content, where it differs from the directory's. */
  readonly localName?: string;
  readonly crc?: number;
  /** What both headers claim. */
  readonly size?: number;
  readonly compressedSize?: number;
  readonly extra?: Buffer;
  /** Use the bytes of the part with this index instead of writing any. */
  readonly bodyOf?: number;
}

export interface ZipShape {
  readonly before?: Uint8Array;
  readonly between?: Uint8Array;
  readonly comment?: string;
  readonly after?: Uint8Array;
  /** Records that the end admits to; default all. */
  readonly count?: number;
  readonly directoryOffset?: number;
  readonly zip64?: boolean;
}

export function zipOf(parts: readonly ZipPart[], shape: ZipShape = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from(shape.before ?? [])];
  const offsets: number[] = [];
  const records: Buffer[] = [];
  let position = pieces[0]?.length ?? 0;
  for (const part of parts) {
    const plain = Buffer.from(part.content ?? '');
    const method = part.method ?? 8;
    const body = method === 8 ? deflateRawSync(plain) : plain;
    const facts = Buffer.alloc(20);
    facts.writeUInt16LE(part.flags ?? 0, 0);
    facts.writeUInt16LE(method, 2);
    facts.writeUInt32LE(part.crc ?? crc32(plain), 8);
    facts.writeUInt32LE(part.compressedSize ?? body.length, 12);
    facts.writeUInt32LE(part.size ?? plain.length, 16);
    const name = Buffer.from(part.name);
    const localName = Buffer.from(part.localName ?? name);
    const extra = part.extra ?? Buffer.alloc(0);

    const start = part.bodyOf === undefined ? position : (offsets[part.bodyOf] ?? 0);
    offsets.push(start);
    if (part.bodyOf === undefined) {
      const local = Buffer.concat([signature(0x04034b50), u16(20), facts, u16(localName.length), u16(0), localName, body]);
      pieces.push(local, Buffer.from(shape.between ?? []));
      position += local.length + (shape.between?.length ?? 0);
    }
    const mode = part.mode ?? 0;
    records.push(
      Buffer.concat([
        signature(0x02014b50),
        u16(mode === 0 ? 20 : 0x0314),
        u16(20),
        facts,
        u16(name.length),
        u16(extra.length),
        u16(0),
        u16(0),
        u16(0),
        u32((mode << 16) >>> 0),
        u32(start),
        name,
        extra,
      ]),
    );
  }
  const directory = Buffer.concat(records);
  const count = shape.count ?? parts.length;
  const directoryOffset = shape.directoryOffset ?? position;
  const comment = Buffer.from(shape.comment ?? '');
  const zip64 =
    shape.zip64 === true ? zip64End(count, directory.length, directoryOffset, position + directory.length) : Buffer.alloc(0);
  const end = Buffer.concat([
    signature(0x06054b50),
    u16(0),
    u16(0),
    u16(count),
    u16(count),
    u32(directory.length),
    u32(directoryOffset),
    u16(comment.length),
    comment,
  ]);
  return Buffer.concat([...pieces, directory, zip64, end, Buffer.from(shape.after ?? [])]);
}

function zip64End(count: number, directoryBytes: number, directoryOffset: number, position: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(directoryOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(position), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

const signature = u32;

/** Writes tars byte by byte, for archives that no honest library would make. */
export interface TarPart {
  readonly name: string;
  readonly content?: Uint8Array | string;
  /** Default `0`, a regular file. */
  readonly type?: string;
  readonly linkname?: string;
  /** What the header claims; default the content's length. Text goes in as it is. */
  readonly size?: number | string;
  readonly prefix?: string;
  /** Overrides the magic `ustar\0` + `00`. */
  readonly magic?: string;
  readonly badChecksum?: boolean;
}

export function tarOf(parts: readonly TarPart[], end: Uint8Array = new Uint8Array(1024)): Buffer {
  return Buffer.concat([...parts.map(tarPart), end]);
}

export function tarPart(part: TarPart): Buffer {
  const content = Buffer.from(part.content ?? '');
  const header = Buffer.alloc(512);
  header.write(part.name, 0, 100, 'utf8');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  const { size = content.length } = part;
  header.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`, 124, 12, 'latin1');
  header.write('00000000000\0', 136);
  header.write(part.type ?? '0', 156);
  header.write(part.linkname ?? '', 157, 100);
  header.write(part.magic ?? 'ustar\x0000', 257, 8, 'latin1');
  header.write(part.prefix ?? '', 345, 155);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0) + (part.badChecksum === true ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax header (`x` for the next entry, `g` for all that follow). */
export function paxPart(records: Readonly<Record<string, string>>, type: 'x' | 'g' = 'x'): TarPart {
  return { name: 'PaxHeaders/x', type, content: Object.entries(records).map(paxRecord).join('') };
}

function paxRecord([key, value]: readonly [string, string]): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) !== length) length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}

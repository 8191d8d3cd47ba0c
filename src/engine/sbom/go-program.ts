import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

/** In front of what the compiler writes into a program about itself. https://pkg.go.dev/debug/buildinfo */
const mark = Buffer.from('\xff Go buildinf:', 'latin1');
const headerBytes = 32;
/** In the header, since Go 1.18: two texts with their lengths follow it. */
const textsFollow = 2;
/** The list of modules stands between two marks of this length. */
const frameBytes = 16;
/** Some thousand modules. */
const maxRecordBytes = 256 * 1024;

/** Finds that record in a program that is read piece by piece, and keeps no more than the record. */
export class GoRecordFinder {
  /** The end of what was read, where a header may have begun; from a header on, all that follows. */
  #kept = Buffer.alloc(0);
  #isFound = false;

  add(chunk: Uint8Array): void {
    if (this.#kept.length >= maxRecordBytes) return;
    const bytes = Buffer.concat([this.#kept, chunk]);
    const start = this.#isFound ? 0 : findHeader(bytes);
    this.#isFound = start !== -1;
    this.#kept = this.#isFound ? bytes.subarray(start, start + maxRecordBytes) : bytes.subarray(1 - headerBytes);
  }

  /** `undefined` for what is no Go program. */
  record(): Uint8Array | undefined {
    return this.#isFound ? this.#kept : undefined;
  }
}

/** The modules that a Go program is made of, and Go's own library. Nothing for a record that makes no sense. */
export function goModules(record: Uint8Array): readonly ImagePart[] {
  const version = textAt(record, headerBytes);
  const framed = version === undefined ? undefined : textAt(record, version.end);
  const go = /^go(\d[\w.]*)/.exec(version?.bytes.toString() ?? '')?.[1];
  if (framed === undefined || go === undefined) return [];
  const lines = framed.bytes.subarray(frameBytes, -frameBytes).toString().split('\n');
  return [goModule('stdlib', go), ...lines.flatMap(moduleOf)];
}

/** Programs that look into others have the mark among their constants; no header follows it there. */
function findHeader(bytes: Buffer): number {
  for (let at = bytes.indexOf(mark); at !== -1 && at + headerBytes <= bytes.length; at = bytes.indexOf(mark, at + 1)) {
    const flags = bytes[at + mark.length + 1] ?? 0;
    const padding = bytes.subarray(at + mark.length + 2, at + headerBytes);
    if ((flags & textsFollow) !== 0 && padding.every((byte) => byte === 0)) return at;
  }
  return -1;
}

/** A length as Go's `binary.Uvarint`, and so many bytes. */
function textAt(record: Uint8Array, start: number): { readonly bytes: Buffer; readonly end: number } | undefined {
  let length = 0;
  for (let place = 0; place < 4; place++) {
    const byte = record[start + place];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * place);
    if (byte >= 0x80) continue;
    const [from, end] = [start + place + 1, start + place + 1 + length];
    return end > record.length ? undefined : { bytes: Buffer.from(record.subarray(from, end)), end };
  }
  return undefined;
}

/**
 * `mod` and `dep` lines are modules. A `=>` line says what the one before was replaced with: another module, or a folder, which is a changed
 * copy of what it stands for.
 */
function moduleOf(line: string, index: number, lines: readonly string[]): readonly ImagePart[] {
  const [kind, ...named] = line.split('\t');
  if (kind !== 'mod' && kind !== 'dep') return [];
  const [arrow, ...other] = lines[index + 1]?.split('\t') ?? [];
  const replacement = arrow === '=>' ? other : undefined;
  const isOtherModule = /^v\d/.test(replacement?.[1] ?? '');
  const [path = '', version = '', sum = ''] = isOtherModule ? other : named;
  if (path === '' || !/^v\d/.test(version)) return [];
  return [
    goModule(path, version, {
      ...(sum === '' ? {} : { 'waymark:go-sum': sum }),
      ...(replacement === undefined || isOtherModule ? {} : { 'waymark:changed': 'built from a changed copy' }),
    }),
  ];
}

/** https://github.com/package-url/purl-spec wants a Go module's name in small letters. */
function goModule(path: string, version: string, facts: Readonly<Record<string, string>> = {}): ImagePart {
  const [name = path, ...namespace] = path.toLowerCase().split('/').reverse();
  return {
    kind: 'library',
    name: path,
    version,
    purl: purl({ type: 'golang', namespace: namespace.reverse().join('/'), name, version }),
    facts,
  };
}

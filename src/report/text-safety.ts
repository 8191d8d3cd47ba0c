/** What stays where a text is too long. `ends` suits program output: how it began, and what it said last. */
export type Keep = 'head' | 'ends';

/**
 * Text that can be printed on any terminal and written as JSON: no lone surrogates, no control characters but newline and
 * tab, and nothing invisible that reorders or hides its neighbours; those are shown as escapes, `\x1b` and `\u202e`.
 * Cut to `capBytes` of UTF-8, mark included. Doing it twice changes nothing.
 */
export function safeText(text: string, capBytes: number, keep: Keep = 'head'): string {
  return cutText(printable(text), capBytes, keep);
}

/** As {@link safeText}, on one line: line breaks and tabs become spaces. For titles, names and ids. */
export function safeLine(text: string, capBytes: number): string {
  return cutText(printable(text).replace(/[\n\t]+/gu, ' '), capBytes, 'head');
}

/** Cuts at a character's border and says how much went: `… (N bytes cut)`, which counts towards the cap. */
export function cutText(text: string, capBytes: number, keep: Keep = 'head'): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= capBytes) {
    return text;
  }
  // The mark is a little longer than the largest it can be for this text, so that one pass is enough.
  const room = Math.max(0, capBytes - Buffer.byteLength(cutMark(bytes.length, keep)));
  const tailBytes = keep === 'ends' ? Math.floor(room / 2) : 0;
  const head = headOf(bytes, room - tailBytes);
  const tail = tailOf(bytes, tailBytes);
  const cut = bytes.length - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return head + cutMark(cut, keep) + tail;
}

function cutMark(bytes: number, keep: Keep): string {
  const mark = `… (${bytes} bytes cut)`;
  return keep === 'ends' ? `\n${mark}\n` : mark;
}

function headOf(bytes: Buffer, length: number): string {
  let end = length;
  while (end > 0 && isContinuation(bytes[end])) {
    end -= 1;
  }
  return bytes.toString('utf8', 0, end);
}

function tailOf(bytes: Buffer, length: number): string {
  let start = bytes.length - length;
  while (start < bytes.length && isContinuation(bytes[start])) {
    start += 1;
  }
  return bytes.toString('utf8', start);
}

/** A UTF-8 byte that continues a character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n/gu, '\n')
    .replace(CONTROLS, (character) => (character === ESCAPE ? '\\x1b' : ''))
    .replace(DECEIVING, (character) => `\\u${hex(character)}`);
}

const ESCAPE = '\u{1b}';

/** C0 without tab and newline, DEL, C1. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * Bidirectional controls (https://trojansource.codes), the two Unicode line separators, invisible spaces and joiners that make two
 * different texts look equal, and the tag characters. The zero-width joiners U+200C and U+200D stay: Persian and emoji need them.
 */
const DECEIVING = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

function hex(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `{${code}}` : code.padStart(4, '0');
}

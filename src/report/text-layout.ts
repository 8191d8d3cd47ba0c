import { stripVTControlCharacters } from 'node:util';

/** Breaks running text at spaces so that no line is wider than `width` columns; words longer than that stay whole. */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

/** Puts `first` before the first line and as much space before the others. */
export function hang(first: string, lines: readonly string[]): readonly string[] {
  const space = ' '.repeat(columnsOf(stripVTControlCharacters(first)));
  return lines.map((line, index) => (index === 0 ? first + line : line === '' ? '' : space + line));
}

/** At most `most` lines, and a line that says how many are missing. */
export function limitLines(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… (${lines.length - most} more lines)`];
}

/** Columns a text takes on a terminal: two for wide East Asian characters and emoji, none for combining marks. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    columns += MARK.test(character) ? 0 : isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return columns;
}

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // Each piece is a word with the spaces before it: several of them may be the point of a test's title.
  for (const piece of paragraph.trimEnd().match(/ *[^ ]+/gu) ?? []) {
    if (line !== '' && columnsOf(line + piece) > width) {
      lines.push(line);
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line];
}

/** Combining marks, joiners and variation selectors. */
const MARK = /^[\p{M}\u200c\u200d]$/u;

/** Unicode's East Asian Wide and Fullwidth blocks, roughly: enough to keep columns straight (https://www.unicode.org/reports/tr11/). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return WIDE.some(([from, to]) => code >= from && code <= to);
}

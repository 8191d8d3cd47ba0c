/**
 * What makes `path` more than the name of a file inside a folder, as the end of a sentence ("it …"); `undefined` when
 * nothing does. Structure only: which characters are welcome is {@link characterFault}'s to say.
 */
export function pathFault(path: string): string | undefined {
  if (path.includes('\0')) return 'contains a NUL byte';
  if (path.includes('\\')) return 'contains a backslash';
  if (path.startsWith('/')) return 'is an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'names a drive';
  const segments = path.split('/');
  if (segments.includes('..')) return 'climbs out of its folder with ".."';
  if (segments.includes('') || segments.includes('.')) return 'contains an empty or "." part';
  return undefined;
}

/** The first character of `path` that is none of `A-Z a-z 0-9 . _ / -`, or `undefined`. */
export function characterFault(path: string): string | undefined {
  return /[^A-Za-z0-9._/-]/u.exec(path)?.[0];
}

/**
 * `text` from outside, made safe to show in one line: control characters, bidi controls and line breaks become `\u{…}`,
 * and what is longer than `length` characters (default 80) is cut in the middle.
 */
export function printable(text: string, length = 80): string {
  const cut = text.length <= length ? text : `${text.slice(0, length / 2)}…${text.slice(-length / 2)}`;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

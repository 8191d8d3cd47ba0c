import type { SchemaFault } from './schema-fault.ts';

/**
 * Where and why `text` stops being JSON. JSON.parse often names neither the place nor the reason, so this reads the text
 * again, for people who know Python or JavaScript and write JSON by hand. Only for text that JSON.parse refused.
 */
export function locateJsonFault(text: string): SchemaFault {
  const stop = findStop(text) ?? { at: text.length, expected: 'JSON', context: 'value' };
  const before = text.slice(0, stop.at).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  const hint = hintFor(text, stop);
  return {
    where: `line ${before.length}, column ${column}`,
    expected: stop.expected,
    found: foundAt(text, stop.at),
    ...(hint === undefined ? {} : { hint }),
  };
}

interface Stop {
  readonly at: number;
  readonly expected: string;
  readonly context: 'value' | 'key' | 'text' | 'punctuation' | 'end';
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/** Walks over the text with a stack instead of recursion, so that no nesting is too deep for it. */
function findStop(text: string): Stop | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const matched = pattern.test(text);
    if (matched) at = pattern.lastIndex;
    return matched;
  };
  const skipCharacter = (character: string): boolean => {
    skip(space);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const key = (expected: string): Stop | undefined => {
    skip(space);
    if (!skip(string)) return stopInString(text, at) ?? { at, expected, context: 'key' };
    return skipCharacter(':') ? undefined : { at, expected: '":" behind the key', context: 'punctuation' };
  };

  for (;;) {
    // One value, or the start of a list or object.
    skip(space);
    let isClosed = true;
    if (skipCharacter('{')) {
      open.push('{');
      isClosed = skipCharacter('}');
      const stop = isClosed ? undefined : key('a key in double quotes or "}"');
      if (stop !== undefined) return stop;
      if (isClosed) open.pop();
    } else if (skipCharacter('[')) {
      open.push('[');
      isClosed = skipCharacter(']');
      if (isClosed) open.pop();
    } else if (!skip(string) && !skip(scalar)) {
      return stopInString(text, at) ?? { at, expected: 'a value', context: 'value' };
    }
    if (!isClosed) continue;
    // What may follow a value: ends of lists and objects, then a comma, or the end of it all.
    for (;;) {
      skip(space);
      const innermost = open.at(-1);
      if (innermost === undefined) return at === text.length ? undefined : { at, expected: 'nothing more', context: 'end' };
      const closing = innermost === '{' ? '}' : ']';
      if (skipCharacter(closing)) {
        open.pop();
        continue;
      }
      if (!skipCharacter(',')) return { at, expected: `"," or "${closing}"`, context: 'punctuation' };
      const stop = innermost === '{' ? key('a key in double quotes') : undefined;
      if (stop !== undefined) return stop;
      break;
    }
  }
}

/** A string that begins at `at` but is broken inside stops where it is broken. */
function stopInString(text: string, at: number): Stop | undefined {
  if (text[at] !== '"') return undefined;
  const good = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;
  good.lastIndex = at;
  good.test(text);
  return { at: good.lastIndex, expected: 'the rest of the text and a double quote', context: 'text' };
}

function foundAt(text: string, at: number): string {
  const [character] = text.slice(at, at + 2);
  if (character === undefined) return 'the end of the file';
  if (character === '\n' || character === '\r') return 'the end of the line';
  const word = /^[\w$.+-]{1,30}/.exec(text.slice(at, at + 31))?.[0];
  return JSON.stringify(word ?? character);
}

function hintFor(text: string, { at, context }: Stop): string | undefined {
  const rest = text.slice(at, at + 20);
  if (context === 'text') {
    if (rest.startsWith('\\')) return 'A backslash is written twice, "\\\\".';
    return rest === '' ? undefined : 'Text stays on one line; a line break in it is written \\n, a tab \\t.';
  }
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return 'JSON has no comments; take it out.';
  if (rest.startsWith("'")) return 'JSON puts text in double quotes.';
  if (/^(?:True|False|None)\b/.test(rest)) return 'JSON writes true, false and null.';
  if (/^(?:NaN|[-+]?Infinity|undefined)\b/.test(rest)) return 'JSON has no such value.';
  if (/^[}\]]/.test(rest) && text.slice(0, at).trimEnd().endsWith(',')) return 'Take out the comma before it.';
  if (context === 'key' && /^[\w$]/.test(rest)) return 'Keys stand in double quotes.';
  if (context === 'punctuation' && /^["\w[{-]/.test(rest)) return 'A comma may be missing before it.';
  return undefined;
}

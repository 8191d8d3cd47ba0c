import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { EditorSettingsUnreadableError } from './editor-errors.ts';
import { locateText } from './locate-text.ts';

/** A value to be put at a place of a JSON file with comments. */
export interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * The text of a JSON file with comments, with some values put in. Everything else stays as it is written, comments too.
 * @param file what to call it in messages.
 * @throws {EditorSettingsUnreadableError} when it is no JSON, or no object.
 */
export function changed(text: string, changes: readonly Change[], file: string): string {
  readObject(text, file);
  let result = text.trim() === '' ? '{}\n' : text;
  for (const { path, value } of changes) {
    const formattingOptions = { insertSpaces: true, tabSize: 2, eol: result.includes('\r\n') ? '\r\n' : '\n' };
    result = applyEdits(result, modify(result, [...path], value, { formattingOptions }));
  }
  return result;
}

/**
 * What such a file says; nothing for an empty one.
 * @throws {EditorSettingsUnreadableError}
 */
export function readObject(text: string, file: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    throw new EditorSettingsUnreadableError(
      file,
      `is no JSON: ${printParseErrorCode(first.error)} ${locateText(text, first.offset)}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EditorSettingsUnreadableError(file, 'holds no object');
  }
  return Object.fromEntries(Object.entries(value));
}

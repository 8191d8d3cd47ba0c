import { compileSchema, type SchemaName } from './compile-schema.ts';
import type { SchemaTypes } from './generated/schemas.ts';
import { InvalidExerciseError } from './invalid-exercise-error.ts';
import { locateJsonFault } from './locate-json-fault.ts';

/**
 * The bytes of a JSON file as what its schema says it is. A byte order mark is allowed.
 * @param file what to call it in messages, such as `slugify/exercise.json`.
 * @throws {InvalidExerciseError} when it is not UTF-8, not JSON, or not what the schema wants.
 */
export function parseDocument<Name extends SchemaName>(name: Name, content: Uint8Array, file: string): SchemaTypes[Name] {
  const checked = compileSchema(name)(parseJson(content, file));
  if (!checked.isValid) throw new InvalidExerciseError(file, checked.faults);
  return checked.value;
}

function parseJson(content: Uint8Array, file: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new InvalidExerciseError(file, [{ where: '$', expected: 'text in UTF-8', found: 'other bytes' }], { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidExerciseError(file, [locateJsonFault(text)], { cause: error });
  }
}

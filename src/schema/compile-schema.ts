import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { describeFault } from './describe-fault.ts';
import type { SchemaTypes } from './generated/schemas.ts';
import type { SchemaFault } from './schema-fault.ts';

export type SchemaName = keyof SchemaTypes;

/** The data as what it was found to be, or everything that keeps it from being that. */
export type Checked<T> =
  | { readonly isValid: true; readonly value: T }
  | { readonly isValid: false; readonly faults: readonly SchemaFault[] };

let ajv: Ajv2020 | undefined;
const schemas = new Map<SchemaName, AnySchemaObject>();

/**
 * The check against `schemas/<name>.schema.json`. Schemas are read and compiled when first asked for, once: a command
 * that checks nothing pays nothing. All faults of a document are found, so this is for documents of authors, not of learners.
 */
export function compileSchema<Name extends SchemaName>(name: Name): (data: unknown) => Checked<SchemaTypes[Name]> {
  ajv ??= new Ajv2020({ allErrors: true, strict: true, verbose: true });
  // ajv keeps what it compiled by the schema object.
  const validate = ajv.compile<SchemaTypes[Name]>(schemaOf(name));
  return (data) => check(validate, data);
}

function check<T>(validate: ValidateFunction<T>, data: unknown): Checked<T> {
  if (validate(data)) return { isValid: true, value: data };
  const faults = (validate.errors ?? []).map(describeFault);
  return { isValid: false, faults: withoutDoubles(faults) };
}

function schemaOf(name: SchemaName): AnySchemaObject {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const schema: AnySchemaObject = JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  schemas.set(name, schema);
  return schema;
}

/** A wrong type is often also a wrong value; one fault for one place is enough. */
function withoutDoubles(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  const seen = new Map<string, SchemaFault>();
  for (const fault of faults) {
    const key = `${fault.where}\0${fault.found}`;
    if (!seen.has(key)) seen.set(key, fault);
  }
  return [...seen.values()];
}

import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean } from '../model/did-you-mean.ts';
import type { SchemaFault } from './schema-fault.ts';

/** One error of ajv (made with `verbose`) as people say it. */
export function describeFault(error: ErrorObject): SchemaFault {
  const where = pathOf(error.instancePath);
  const found = show(error.data);
  const fault = (expected: string, hint?: string): SchemaFault => ({
    where,
    expected,
    found,
    ...(hint === undefined ? {} : { hint }),
  });
  const param = (name: string): string => String(error.params[name]);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, where);
    case 'required':
      return { where, expected: `the key "${param('missingProperty')}"`, found: 'none' };
    case 'type':
      return fault(typeNames[param('type')] ?? param('type'));
    case 'enum':
      return oneOf(error, where, found);
    case 'const':
      return fault(show(error.params['allowedValue']));
    case 'pattern':
      return fault(meaningOf(error) ?? `text that matches ${param('pattern')}`);
    case 'minimum':
      return fault(`at least ${param('limit')}`);
    case 'maximum':
      return fault(`at most ${param('limit')}`);
    case 'minLength':
      return fault(`text of at least ${count(param('limit'), 'character')}`);
    case 'maxLength':
      return fault(`text of at most ${count(param('limit'), 'character')}`);
    case 'minItems':
      return fault(`at least ${count(param('limit'), 'item')}`);
    case 'maxItems':
      return fault(`at most ${count(param('limit'), 'item')}`);
    case 'uniqueItems':
      return fault('items that all differ', `Items ${Number(param('j')) + 1} and ${Number(param('i')) + 1} are the same.`);
    default:
      return fault(error.message ?? `something else (${error.keyword})`);
  }
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object in braces',
  array: 'a list in square brackets',
  string: 'text in double quotes',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function unknownKey(error: ErrorObject, where: string): SchemaFault {
  const key = String(error.params['additionalProperty']);
  const known = Object.keys(propertiesOf(error.parentSchema)).filter((name) => !name.startsWith('$'));
  const [near] = didYouMean(key, known, 1);
  return {
    where,
    expected: near === undefined ? `only the keys ${known.join(', ')}` : 'only known keys',
    found: `the key ${show(key)}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  };
}

function oneOf(error: ErrorObject, where: string, found: string): SchemaFault {
  const allowed: readonly unknown[] = Array.isArray(error.params['allowedValues']) ? error.params['allowedValues'] : [];
  const words = allowed.filter((value) => typeof value === 'string');
  const [near] = typeof error.data === 'string' ? didYouMean(error.data, words, 1) : [];
  return {
    where,
    expected: `one of ${allowed.map(show).join(', ')}`,
    found,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  };
}

/** What a pattern means, in the words of the schema; a regular expression helps few. */
function meaningOf(error: ErrorObject): string | undefined {
  const description: unknown = error.parentSchema?.['description'];
  return typeof description === 'string' && /^[a-z]/.test(description) ? description : undefined;
}

function propertiesOf(schema: unknown): object {
  const properties = typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : undefined;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

/** ajv's JSON pointer `/tests/2/id` as `$.tests[2].id`. */
function pathOf(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const names = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return `$${names.map((name) => (/^\d+$/.test(name) ? `[${name}]` : /^[\w$-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)).join('')}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${count(value.length, 'item')}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 76)}…${text.slice(-1)}`;
}

function count(amount: string | number, noun: string): string {
  return `${amount} ${noun}${String(amount) === '1' ? '' : 's'}`;
}

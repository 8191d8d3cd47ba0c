import { expect, test } from 'vitest';
import { canonicalDigest, canonicalJson } from '../../src/report/canonical-json.ts';

test('does not depend on the order keys were set in, at any depth', () => {
  const one = { b: [{ y: 1, x: 2 }], a: { d: null, c: 'é' } };
  const other = { a: { c: 'é', d: null }, b: [{ x: 2, y: 1 }] };

  expect(canonicalJson(one)).toBe('{"a":{"c":"é","d":null},"b":[{"x":2,"y":1}]}');
  expect(canonicalDigest(other)).toBe(canonicalDigest(one));
});

test('keeps the order of lists', () => {
  expect(canonicalDigest([1, 2])).not.toBe(canonicalDigest([2, 1]));
});

test('leaves out what is undefined, as the written report does', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('treats __proto__ as a key like any other', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}');
});

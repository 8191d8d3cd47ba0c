import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyLimits, checkBody } from '../../src/bridge/check-body.ts';

const check = (text: string) => checkBody(Buffer.from(text, 'utf8'));
const nested = (depth: number, open = '[', close = ']') => `${open.repeat(depth)}${close.repeat(depth)}`;

describe('a body', () => {
  test.each([
    ['is empty', ''],
    ['is an object', '{"t":"int","v":"7"}'],
    ['is nested as deep as it may', nested(bodyLimits.depth)],
    ['has brackets in a text', '"[[[}}}"'],
    ['has an escaped quote and a bracket in a text', String.raw`"\"]"`],
    ['has a text that ends in a backslash', String.raw`["\\"]`],
    ['has as many parts as it may', `[${','.repeat(bodyLimits.parts - 1)}]`],
    ['has commas in a text, however many', `"${','.repeat(bodyLimits.parts + 1)}"`],
  ])('that %s may pass', (_, text) => {
    expect(check(text)).toBeUndefined();
  });

  test.each([
    ['is nested one level deeper', nested(bodyLimits.depth + 1), `nested deeper than ${bodyLimits.depth} levels`],
    ['opens and never closes', '['.repeat(1000), `nested deeper than ${bodyLimits.depth} levels`],
    [
      'has objects in lists too deep',
      '[{"a":'.repeat(bodyLimits.depth) + '}]'.repeat(bodyLimits.depth),
      `nested deeper than ${bodyLimits.depth} levels`,
    ],
    ['has one part more', `[${','.repeat(bodyLimits.parts)}]`, `more than ${bodyLimits.parts} parts`],
    ['has empty lists without end', `[${'[],'.repeat(bodyLimits.parts)}]`, `more than ${bodyLimits.parts} parts`],
    ['is cut off in a list', '[1', 'cut off'],
    ['is cut off in a text', '"abc', 'cut off'],
    ['is cut off behind a backslash', '"abc\\', 'cut off'],
    ['closes what it did not open', '[]]', 'closed more than it opened'],
    ['has letters beyond ASCII', '"ü"', 'bytes that are not ASCII JSON'],
    ['has a newline', '[1,\n2]', 'bytes that are not ASCII JSON'],
    ['has a zero byte in a text', '"\0"', 'bytes that are not ASCII JSON'],
    ['has a control character behind a backslash', '"\\\u0007"', 'bytes that are not ASCII JSON'],
    ['has a letter beyond ASCII behind a backslash', '"\\ü"', 'bytes that are not ASCII JSON'],
  ])('that %s may not', (_, text, fault) => {
    expect(check(text)).toBe(fault);
  });
});

test('any JSON of ASCII that is small enough may pass', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      const ascii = text.replace(/[^\x20-\x7e]/gu, (letter) =>
        Array.from({ length: letter.length }, (_, place) => `\\u${letter.charCodeAt(place).toString(16).padStart(4, '0')}`).join(
          '',
        ),
      );
      expect(check(ascii)).toBeUndefined();
    }),
  );
});

test('random bytes are looked over without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const fault = checkBody(Buffer.from(bytes));
      return fault === undefined || fault.length > 0;
    }),
  );
});

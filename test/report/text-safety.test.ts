import { describe, expect, test } from 'vitest';
import { cutText, safeLine, safeText } from '../../src/report/text-safety.ts';

describe('safeText', () => {
  test.each([
    ['keeps newline and tab', 'a\n\tb', 'a\n\tb'],
    ['makes Windows line ends plain', 'a\r\nb', 'a\nb'],
    ['drops a lone carriage return, which would overwrite the line', 'passed\rfailed', 'passedfailed'],
    ['shows an escape sequence instead of obeying it', '\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['drops other control characters', 'a\u0000\u0007\u0008\u007fb', 'ab'],
    ['drops the 8-bit controls, which some terminals obey', 'a\u009b31mb', 'a31mb'],
    ['shows a right-to-left override', 'a\u202eb', 'a\\u202eb'],
    ['shows isolates', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['shows line separators', 'a\u2028b', 'a\\u2028b'],
    ['shows an invisible space', 'a\u200bb', 'a\\u200bb'],
    ['shows tag characters', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['replaces a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['keeps joined emoji whole', '👩‍💻', '👩‍💻'],
    ['keeps other scripts', 'שלום 你好', 'שלום 你好'],
  ])('%s', (_claim, text, expected) => {
    expect(safeText(text, 1000)).toBe(expected);
  });

  test('changes nothing the second time', () => {
    const once = safeText('\u001b[1m\u202e\r\n\ud800', 1000);

    expect(safeText(once, 1000)).toBe(once);
  });

  test('keeps a title on one line', () => {
    expect(safeLine('a\n\n\tb', 100)).toBe('a b');
  });
});

describe('cutText', () => {
  test('leaves a text alone that fits exactly', () => {
    expect(cutText('äö', 4)).toBe('äö');
  });

  test('says how many bytes are missing, and stays within the cap with that mark', () => {
    const cut = cutText('x'.repeat(1000), 100);

    expect(cut).toMatch(/^x+… \(\d+ bytes cut\)$/u);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(100);
    expect(cut.match(/x/gu)).toHaveLength(1000 - Number(/\d+/u.exec(cut)?.[0]));
  });

  test.each([90, 91, 92, 93])('never splits a character (cap of %i bytes)', (cap) => {
    const cut = cutText('🙂'.repeat(200), cap);

    expect(cut).not.toContain('\ufffd');
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(cap);
  });

  test('keeps both ends of output', () => {
    const cut = cutText(`first\n${'noise\n'.repeat(500)}last`, 200, 'ends');

    expect(cut).toMatch(/^first\n/u);
    expect(cut).toMatch(/last$/u);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
  });
});

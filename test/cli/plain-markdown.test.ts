import { expect, test } from 'vitest';
import { plainMarkdown } from '../../src/cli/plain-markdown.ts';
import { plain } from '../../src/report/paint.ts';

test.each([
  ['# A title\n', 'A title\n'],
  ['one\ntwo\n', 'one two\n'],
  ['**bold** and *soft* and `code * kept`\n', 'bold and soft and `code * kept`\n'],
  ['[text](https://example.org/x) and [here](other.md)\n', 'text (https://example.org/x) and here\n'],
  ['```python\na  =  1\n```\n', '    a  =  1\n'],
  ['- one\n  more\n- two\n', '- one more\n- two\n'],
  ['1. first\n2. second\n', '1. first\n2. second\n'],
  ['| a | b |\n| - | - |\n', '| a | b |\n| - | - |\n'],
])('%j becomes %j', (markdown, text) => {
  expect(plainMarkdown(markdown, { width: 80, paint: plain })).toBe(text);
});

test('wraps paragraphs and hangs list items', () => {
  expect(plainMarkdown('- one two three four five six\n', { width: 20, paint: plain })).toBe(
    '- one two three four\n  five six\n',
  );
});

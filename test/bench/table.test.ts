import { describe, expect, it } from 'vitest';
import { markdownTable, terminalTable } from '../../bench/render/table.ts';

const table = {
  title: 'Times',
  columns: ['', 'ms', '/ (A)'],
  rows: [
    ['warm', '7.0', '0.10'],
    ['a|b', '1234', ''],
  ],
  notes: ['Without otter: no pip.'],
};

describe('a table', () => {
  it('has numbers to the right and no blanks at line ends in the terminal', () => {
    expect(terminalTable(table)).toBe(
      ['Times', '        ms  / (A)', 'warm   7.0   0.10', 'a|b   1234', 'Without otter: no pip.', ''].join('\n'),
    );
  });

  it('keeps a bar of a cell out of the columns of Markdown', () => {
    expect(markdownTable(table)).toBe(
      [
        '|  | ms | / (A) |',
        '| --- | ---: | ---: |',
        '| warm | 7.0 | 0.10 |',
        '| a\\|b | 1234 |  |',
        '',
        'Without otter: no pip.',
        '',
      ].join('\n'),
    );
  });
});

/** Cells as they are shown. The first column is text, the others are numbers and stand to the right. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Below the table, a line each. */
  readonly notes?: readonly string[];
}

export function terminalTable({ title, columns, rows, notes = [] }: Table): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[title, line(columns), ...rows.map(line), ...notes].join('\n')}\n`;
}

export function markdownTable({ columns, rows, notes = [] }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return `${[line(columns), line(rule), ...rows.map(line), ...notes.map((note) => `\n${note}`)].join('\n')}\n`;
}

import { columnsOf } from './text-layout.ts';

/** Rows in columns two spaces apart, each as wide as its widest cell; the last one runs free. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, columnsOf(cell));
    });
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - columnsOf(cell))))
      .join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

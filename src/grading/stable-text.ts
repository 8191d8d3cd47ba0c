/**
 * A text without what differs from one grading to the next and means nothing to its reader: where an object happens to lie in
 * memory, as Python shows it, and the random folders in which the judge keeps a suite and a grading's temporary files.
 */
export function stableText(text: string): string {
  return text
    .replaceAll(/ at 0x[0-9a-f]{6,16}>/gu, ' at 0x...>')
    .replaceAll(/\/work\/suites\/[0-9a-f]{16}(?:-\d+)?\//gu, '')
    .replaceAll(/\/tmp\/[0-9a-f]{16}(?:-\d+)?\//gu, '/tmp/');
}

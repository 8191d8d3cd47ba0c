/** One thing in a JSON document that is not as its schema wants it. */
export interface SchemaFault {
  /** Where: `$` is the whole document, `$.limits.cpus` and `$.tests[2].id` parts of it, `line 3, column 7` a place in its text. */
  readonly where: string;
  /** What should be there, as the end of "expected …". */
  readonly expected: string;
  /** What is there, as the end of "found …". */
  readonly found: string;
  /** The likely way out, a sentence. Absent where none suggests itself. */
  readonly hint?: string;
}

/** `$.limits.cpus: expected at least 0.1, found 0.` */
export function renderFault({ where, expected, found, hint }: SchemaFault): string {
  return `${where}: expected ${expected}, found ${found}.${hint === undefined ? '' : ` ${hint}`}`;
}

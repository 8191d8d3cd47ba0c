/** Most bytes of UTF-8 a text may have in a report. Equal to or below the lengths in `schemas/report.schema.json`. */
export const caps = {
  id: 1024,
  title: 256,
  message: 1024,
  explanation: 8 * 1024,
  /** Each side of a comparison. */
  value: 4 * 1024,
  diff: 8 * 1024,
  /** Each of stdout and stderr. */
  output: 8 * 1024,
  hint: 2 * 1024,
  /** Names: of classes, functions, signals. */
  name: 160,
  path: 256,
  sourceLine: 256,
  /** Frames of one traceback: the outermost eight and the innermost others. */
  frames: 32,
  /** The report without `run`; with {@link runBytes} it stays below 2 MiB. Two budgets, so that times never change what is cut elsewhere. */
  stableBytes: 1536 * 1024,
  runBytes: 448 * 1024,
} as const;

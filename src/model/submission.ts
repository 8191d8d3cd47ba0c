/** One file of a submission or of a suite, held in memory. */
export interface SourceFile {
  /** Relative path with forward slashes: `[A-Za-z0-9._/-]`, no `..`, no empty or `.` segments. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** What a learner handed in, read safely and rebuilt in memory; nothing of it is ever extracted on the host. */
export interface Submission {
  /** The last part of the name it was given by, for people (`my-work.zip`). Never a host path. */
  readonly name: string;
  /** Sorted by path, at least one. */
  readonly files: readonly SourceFile[];
  /** `sha256:<hex>` over paths and contents; equal files give an equal digest however they were packed. */
  readonly digest: string;
}

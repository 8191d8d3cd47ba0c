const MiB = 1024 * 1024;

/** Ceilings of what a learner may hand in; far above any exercise, far below what hurts. */
export const submissionLimits = {
  /** Files in one submission. */
  files: 200,
  /** Bytes of one file. */
  fileBytes: MiB,
  /** Bytes of all files together. */
  totalBytes: 5 * MiB,
  /** Parts of a path, the file's own name included. */
  depth: 8,
  /** Bytes of a path. */
  pathBytes: 120,
  /** Bytes of an archive as it lies on disk, with whatever is skipped in it. */
  archiveBytes: 16 * MiB,
  /** Bytes a tar may unpack to, with whatever is skipped in it. Counted as they come out; unpacking stops here. */
  unpackedBytes: 32 * MiB,
  /** Files and folders looked at, skipped ones included. */
  entries: 5000,
} as const;

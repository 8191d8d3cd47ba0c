/** Ceilings of one grading. Every limit has a name, a unit in that name, and its own status when it is hit. */
export interface Limits {
  /** Time the submission may spend on importing its modules, per worker. Default 10 s. */
  readonly loadTimeMs: number;
  /** Wall time the submission may spend inside one test; time of the judge and of our set-up does not count. Default 10 s. */
  readonly testTimeMs: number;
  /** Wall time the submission may spend in one grading, over all tests. Default 120 s. */
  readonly gradingTimeMs: number;
  /** Memory of the sandbox, without swap. Default 256 MiB. */
  readonly memoryBytes: number;
  /** Processors the sandbox may use, fractions allowed. Default 1. */
  readonly cpus: number;
  /** Processes and threads alive at once in the sandbox, the agent's own included. Default 64. */
  readonly processes: number;
  /** What one test may print on stdout and stderr together. Default 1 MiB. */
  readonly outputBytes: number;
  /** Largest single file the submission may write. Default 16 MiB. */
  readonly fileBytes: number;
  /** Size of each of the sandbox's two writable places, /tmp and the working folder. Default 32 MiB. */
  readonly diskBytes: number;
  /** Files and folders that fit into each of them. Default 2048. */
  readonly diskEntries: number;
  /** Files one process may hold open. Default 256. */
  readonly openFiles: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: Limits = {
  loadTimeMs: 10_000,
  testTimeMs: 10_000,
  gradingTimeMs: 120_000,
  memoryBytes: 256 * MiB,
  cpus: 1,
  processes: 64,
  outputBytes: MiB,
  fileBytes: 16 * MiB,
  diskBytes: 32 * MiB,
  diskEntries: 2048,
  openFiles: 256,
};

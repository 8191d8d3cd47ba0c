// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * Whose news it is: the learner's work, the author's exercise, or our own machinery (`house`).
 */
export type Owner = 'learner' | 'author' | 'house';

/**
 * The graded report of one submission. Everything but `run` repeats byte for byte when the same submission is graded again by the same exercise; `digest` proves it.
 */
export interface Report {
  /**
   * Version of this schema. A reader that knows 1 can read every report that says 1; fields are only ever added under a new version.
   */
  schemaVersion: 1;
  /**
   * The exercise it was graded by; null where the exercise could not be read.
   */
  exercise: Exercise | null;
  /**
   * What was handed in; null where it could not be read, which a refusal explains.
   */
  submission: Submission | null;
  /**
   * What became of the submission.
   */
  status: 'graded' | 'refused' | 'import-failed' | 'infrastructure-error';
  /**
   * Points; null where nothing was graded. An infrastructure failure is never a zero.
   */
  score: Score | null;
  /**
   * How much this report tells about each test.
   */
  feedback: 'full' | 'hints' | 'titles' | 'score';
  problem?: Problem;
  /**
   * One entry for each declared test, in declared order. Empty where nothing was graded, and at feedback `score`.
   */
  tests: Test[];
  /**
   * SHA-256 over the canonical JSON (keys sorted, no white space, UTF-8) of this report without `digest` and `run`.
   */
  digest: string;
  run: Run;
}
/**
 * The exercise, identified.
 */
export interface Exercise {
  /**
   * Name of the exercise in its catalogue.
   */
  slug: string;
  /**
   * Title for people.
   */
  title: string;
  /**
   * Version the author gave it.
   */
  version: string;
  /**
   * SHA-256 over the exercise: its declaration, its tests and its suite. Equal digests grade alike.
   */
  digest: string;
  /**
   * Share of the points that passes, 0 to 1.
   */
  passFraction: number;
}
/**
 * What was handed in, without its contents.
 */
export interface Submission {
  /**
   * Last part of the name it was given by. Never a path of the host.
   */
  name: string;
  /**
   * SHA-256 over paths and contents; equal files have an equal digest however they were packed.
   */
  digest: string;
  /**
   * Its files, sorted by path.
   *
   * Items: One file.
   */
  files: {
    /**
     * Path inside the submission.
     */
    path: string;
    /**
     * Size in bytes.
     */
    bytes: number;
  }[];
}
/**
 * Points earned of a maximum.
 */
export interface Score {
  /**
   * Points earned.
   */
  points: number;
  /**
   * Points there are.
   */
  maximum: number;
  /**
   * `points / maximum`, to six decimals; 0 where the maximum is 0.
   */
  fraction: number;
  /**
   * The fraction reaches the exercise's pass mark.
   */
  passed: boolean;
}
/**
 * Why nothing, or nothing more, was graded; absent where grading ran to its end.
 */
export interface Problem {
  /**
   * Stable code, listed in docs/errors.md.
   */
  code: string;
  /**
   * Who has to mend it.
   */
  owner: 'learner' | 'author' | 'house';
  /**
   * What happened.
   */
  message: string;
  /**
   * What to do next.
   */
  next?: string;
  /**
   * Path inside the submission it is about.
   */
  file?: string;
  /**
   * Line in that file, counted from 1.
   */
  line?: number;
  error?: Error;
  limit?: Limit;
}
/**
 * The exception that left the submission's code while it was imported.
 */
export interface Error {
  /**
   * Class of the exception. At `hints` only a name built into Python or written in the submission.
   */
  type: string;
  /**
   * Its text. At `full` only: an exception's text can repeat a hidden input.
   */
  message?: string;
  /**
   * Frames in the submission's files, outermost call first. Of a deep one, both ends.
   *
   * @maxItems 32
   *
   * Items: One frame.
   */
  traceback: {
    /**
     * Path inside the submission.
     */
    file: string;
    /**
     * Line, counted from 1.
     */
    line: number;
    /**
     * Name of the function. At `full` only.
     */
    function?: string;
    /**
     * The line itself. At `full` only.
     */
    source?: string;
  }[];
}
/**
 * The limit that was hit.
 */
export interface Limit {
  /**
   * Name of the limit, as in `run.limits`.
   */
  limit: string;
  /**
   * What was allowed.
   */
  ceiling: number;
  /**
   * What was measured; absent where it was stopped without a measurement. At `full` only.
   */
  measured?: number;
}
/**
 * One test of the hidden suite. Absent fields do not apply, or the feedback level keeps them.
 */
export interface Test {
  /**
   * pytest node id inside the suite at feedback `full`; otherwise `test-1`, `test-2`, ... in declared order, because ids of parametrised tests contain hidden inputs.
   */
  id: string;
  /**
   * What the test is about, for people.
   */
  title: string;
  /**
   * What the test came to.
   */
  status: 'passed' | 'failed' | 'error' | 'timeout' | 'memory-limit' | 'output-limit' | 'process-limit' | 'crashed' | 'skipped';
  /**
   * Points earned.
   */
  points: number;
  /**
   * Points it is worth.
   */
  maximum: number;
  /**
   * Who has to mend it; null where there is nothing to mend. At `full` and `hints`.
   */
  owner?: Owner | null;
  /**
   * What happened and what to do next, a sentence. At `full`; at `hints` in general words, and not for failed assertions.
   */
  message?: string;
  /**
   * The assertion as pytest explains it. At `full` only.
   */
  explanation?: string;
  /**
   * What was expected and what came back. At `full` only.
   */
  comparison?: {
    /**
     * What was expected, as text.
     */
    expected: string;
    /**
     * What came back, as text.
     */
    actual: string;
    /**
     * Unified diff, for values of several lines.
     */
    diff?: string;
  };
  error?: Error1;
  limit?: Limit1;
  /**
   * Signal that ended the worker, e.g. `SIGSEGV`. At `full` only.
   */
  signal?: string;
  /**
   * Exit code of a worker that ended early. At `full` only.
   */
  exitCode?: number;
  /**
   * The author's hint for whoever fails this test. At `full` and `hints`.
   */
  hint?: string;
  /**
   * What the submission printed on stdout in this test. At `full` only.
   */
  stdout?: string;
  /**
   * What it printed on stderr. At `full` only.
   */
  stderr?: string;
}
/**
 * The exception that left the submission's code.
 */
export interface Error1 {
  /**
   * Class of the exception. At `hints` only a name built into Python or written in the submission.
   */
  type: string;
  /**
   * Its text. At `full` only: an exception's text can repeat a hidden input.
   */
  message?: string;
  /**
   * Frames in the submission's files, outermost call first. Of a deep one, both ends.
   *
   * @maxItems 32
   *
   * Items: One frame.
   */
  traceback: {
    /**
     * Path inside the submission.
     */
    file: string;
    /**
     * Line, counted from 1.
     */
    line: number;
    /**
     * Name of the function. At `full` only.
     */
    function?: string;
    /**
     * The line itself. At `full` only.
     */
    source?: string;
  }[];
}
/**
 * The limit that was hit.
 */
export interface Limit1 {
  /**
   * Name of the limit, as in `run.limits`.
   */
  limit: string;
  /**
   * What was allowed.
   */
  ceiling: number;
  /**
   * What was measured; absent where it was stopped without a measurement. At `full` only.
   */
  measured?: number;
}
/**
 * Everything that may differ between two gradings of the same submission: ids, times, memory, versions.
 */
export interface Run {
  /**
   * Id of this grading.
   */
  id: string;
  /**
   * The program that graded.
   */
  tool: {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its version.
     */
    version: string;
  };
  /**
   * The container engine; null where it could not be asked.
   */
  engine: Engine | null;
  /**
   * OCI runtime of the sandboxes; null where none was opened, or the engine could not be asked.
   */
  runtime: string | null;
  /**
   * The images used; null where none was.
   */
  images: {
    /**
     * Image of the judge, in which the suite ran.
     */
    judge: Image | null;
    /**
     * Image of the sandbox, in which the submission ran.
     */
    sandbox: Image | null;
    /**
     * Images of the services beside it, by their names; absent where the exercise has none.
     */
    services?: {
      [k: string]: Image;
    };
  };
  /**
   * Attempts it took to come to a verdict: 1, or 2 where the first failed through our fault and all of it was done again in new containers; 0 where none came to one.
   */
  attempts: number;
  /**
   * The limits in force; null where the exercise could not be read.
   */
  limits: Limits | null;
  /**
   * Start of the grading, ISO 8601 in UTC.
   */
  startedAt: string;
  /**
   * End of the grading, ISO 8601 in UTC.
   */
  finishedAt: string;
  /**
   * What the grading took.
   */
  usage: {
    /**
     * Milliseconds from its start to its verdict.
     */
    wallTimeMs: number;
    /**
     * Milliseconds the submission was at work.
     */
    submissionTimeMs: number;
    /**
     * Milliseconds of CPU time of the submission; absent where not measured.
     */
    cpuTimeMs?: number;
    /**
     * Largest memory of one worker; absent where not measured.
     */
    peakMemoryBytes?: number;
    /**
     * Sandboxes used up.
     */
    sandboxes: number;
  };
  /**
   * Milliseconds by phase of the grading, in order: `turn` (waiting for the gradings before it), `judge`, `collect`, `sandbox`, `loading` (the submission's import), `tests`. Phases overlap; each says how much longer the grading took because of it.
   */
  phases: {
    /**
     * Milliseconds.
     */
    [k: string]: number;
  };
  /**
   * Usage by test, at `full` and, in coarse steps, at `hints`; empty otherwise.
   *
   * Items: Usage of one test.
   */
  tests: {
    /**
     * Id of the test, as in `tests`.
     */
    id: string;
    /**
     * Milliseconds from the first touch to the end, judge and bridge included.
     */
    wallTimeMs: number;
    /**
     * Milliseconds the submission was at work.
     */
    submissionTimeMs: number;
    /**
     * Milliseconds of CPU time of the worker; absent where not measured.
     */
    cpuTimeMs?: number;
    /**
     * Largest memory of the worker; absent where not measured.
     */
    peakMemoryBytes?: number;
  }[];
}
/**
 * The container engine.
 */
export interface Engine {
  /**
   * What it calls itself.
   */
  name: string;
  /**
   * Its version.
   */
  version: string;
  /**
   * Operating system and architecture of its containers.
   */
  platform: string;
}
/**
 * A container image as it was used.
 */
export interface Image {
  /**
   * Name and tag it was started by.
   */
  reference: string;
  /**
   * The engine's id of it.
   */
  id: string;
}
/**
 * The ceilings in force.
 */
export interface Limits {
  /**
   * Milliseconds the submission may spend on importing its modules, for each worker.
   */
  loadTimeMs: number;
  /**
   * Milliseconds the submission may spend inside one test.
   */
  testTimeMs: number;
  /**
   * Milliseconds the submission may spend in the whole grading.
   */
  gradingTimeMs: number;
  /**
   * Memory of the sandbox, without swap.
   */
  memoryBytes: number;
  /**
   * Processors the sandbox may use.
   */
  cpus: number;
  /**
   * Processes and threads alive at once in the sandbox.
   */
  processes: number;
  /**
   * What one test may print.
   */
  outputBytes: number;
  /**
   * Largest file the submission may write.
   */
  fileBytes: number;
  /**
   * Size of each of the sandbox's two writable places.
   */
  diskBytes: number;
  /**
   * Files and folders that fit into it.
   */
  diskEntries: number;
  /**
   * Files one process may hold open.
   */
  openFiles: number;
}

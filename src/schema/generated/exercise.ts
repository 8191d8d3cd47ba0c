// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * lower-case words joined by dashes
 */
export type Slug = string;
/**
 * a path inside the submission, of letters, digits, ".", "_", "-" and "/", without ".." and not absolute
 */
export type Path = string;

/**
 * exercise.json: what an exercise is. Only slug and title must be there; everything else has a default.
 */
export interface ExerciseFile {
  /**
   * Where this schema lies, for editors. Waymark does not read it.
   */
  $schema?: string;
  /**
   * The exercise's name in commands and reports, the same as its folder's: lower-case words joined by dashes.
   */
  slug: string;
  /**
   * What the learner sees above the task, one line.
   */
  title: string;
  /**
   * Version of the exercise, three numbers. Raise it when a change may change a grade.
   */
  version?: string;
  /**
   * Whom this copy of the exercise is for; "waymark pack learner" writes it. A learner's copy has no hidden suite. Absent in the exercise itself.
   */
  packedFor?: 'learner';
  /**
   * Id of the topic in exercises/topics.json that this exercise is for.
   */
  topic?: string;
  /**
   * From 1 (first steps) to 5 (hard for a senior).
   */
  difficulty?: 1 | 2 | 3 | 4 | 5;
  /**
   * How long a learner who is ready for it needs, in minutes.
   */
  minutes?: number;
  /**
   * What the learner can do afterwards, one sentence each.
   *
   * @maxItems 30
   */
  objectives?: string[];
  /**
   * What is left out on purpose, one sentence each.
   *
   * @maxItems 30
   */
  outOfScope?: string[];
  /**
   * Slugs of exercises to do before this one.
   *
   * @maxItems 20
   */
  prerequisites?: Slug[];
  /**
   * lower-case words joined by dashes
   */
  image?: string;
  /**
   * What the submission must have: files, or folders with a slash at their end. Their top-level module names are what the suite imports from the submission.
   *
   * @minItems 1
   * @maxItems 20
   */
  entry?: Path[];
  /**
   * Names of services the exercise needs beside the sandbox, such as a database.
   *
   * @maxItems 8
   */
  services?: Slug[];
  /**
   * Ceilings of one grading, where they differ from the usual ones.
   */
  limits?: {
    /**
     * Time the submission may spend on importing its modules, per test, in milliseconds. Default 10 seconds.
     */
    loadTimeMs?: number;
    /**
     * Time the submission may spend inside one test, in milliseconds. Default 10 seconds.
     */
    testTimeMs?: number;
    /**
     * Time the submission may spend in one grading, over all tests, in milliseconds. Default 120 seconds.
     */
    gradingTimeMs?: number;
    /**
     * Memory of the sandbox, without swap, in bytes. Default 256 MiB, at least 64 MiB, at most 8 GiB.
     */
    memoryBytes?: number;
    /**
     * Processors the sandbox may use; fractions are allowed. Default 1.
     */
    cpus?: number;
    /**
     * Processes and threads alive at once in the sandbox, the agent's own included. Default 64.
     */
    processes?: number;
    /**
     * What one test may print, in bytes. Default 1 MiB, at most 16 MiB.
     */
    outputBytes?: number;
    /**
     * Largest single file the submission may write, in bytes. Default 16 MiB, at most 1 GiB.
     */
    fileBytes?: number;
    /**
     * Size of each of the sandbox's two writable places, /tmp and the working folder, in bytes; it counts as memory. Default 32 MiB, at most 2 GiB.
     */
    diskBytes?: number;
    /**
     * Files and folders that fit into each of them. Default 2048.
     */
    diskEntries?: number;
    /**
     * Files one process may hold open. Default 256.
     */
    openFiles?: number;
  };
  /**
   * Share of the points that passes, from 0 to 1.
   */
  passFraction?: number;
  /**
   * How much a report tells the learner: everything, titles and hints, titles only, or the score only.
   */
  feedback?: 'full' | 'hints' | 'titles' | 'score';
  /**
   * It does not reach the bar of "waymark verify" yet. Among all exercises its reference, starter and wrong solutions are graded and the rest is left for when it is named.
   */
  draft?: boolean;
  /**
   * Common misconceptions, each written out in wrong/<name>/; the suite must catch every one.
   *
   * @maxItems 50
   *
   * Items: One misconception.
   */
  wrongSolutions?: {
    /**
     * lower-case words joined by dashes
     */
    name: string;
    /**
     * What the learner got wrong, one sentence.
     */
    misconception: string;
    /**
     * Ids of tests that must fail for it. A bare function name stands for all its parameters.
     *
     * @minItems 1
     * @maxItems 500
     */
    failingTests: string[];
    /**
     * Names of wrong solutions before it that fail the very same tests, on purpose.
     *
     * @maxItems 50
     */
    sameTestsAs?: Slug[];
  }[];
}

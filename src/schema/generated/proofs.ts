// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * What "waymark verify" found out about exercises: how good each one's hidden suite is.
 */
export interface ProofsFile {
  /**
   * Version of this schema.
   */
  schemaVersion: 1;
  /**
   * Version of the checks; proofs by others are not believed.
   */
  rules: number;
  /**
   * The program that did it.
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
   * When it began, as ISO 8601 in UTC.
   */
  startedAt: string;
  /**
   * How long all of it took, in milliseconds.
   */
  wallTimeMs: number;
  /**
   * What an exercise has to reach.
   */
  bars: {
    /**
     * Least share of the mutants that are killed.
     */
    mutationScore: number;
    /**
     * Largest share of the points that a constant answer may win.
     */
    constantFraction: number;
    /**
     * How often the reference is graded.
     */
    runs: number;
    /**
     * Longest median time of a grading, in milliseconds.
     */
    gradingTimeMs: number;
  };
  /**
   * Whether all of them are proven to be good.
   */
  isProven: boolean;
  /**
   * One entry for each exercise.
   */
  exercises: Proof[];
}
/**
 * What was found out about one exercise. Parts are null where an earlier fault made them pointless.
 */
export interface Proof {
  /**
   * The exercise.
   */
  slug: string;
  /**
   * Over all files of its folder; null where they cannot be read.
   */
  digest: string | null;
  /**
   * No finding is an error.
   */
  isProven: boolean;
  /**
   * Its author says that it does not reach the bar yet.
   */
  isDraft: boolean;
  /**
   * Nothing has changed since it was verified last.
   */
  isFromCache: boolean;
  /**
   * How long it took, in milliseconds.
   */
  wallTimeMs: number;
  /**
   * What is wrong, or could be better.
   */
  findings: Finding[];
  /**
   * The declared tests.
   */
  tests: null | {
    /**
     * How many.
     */
    count: number;
    /**
     * What they are worth together.
     */
    points: number;
    /**
     * Tests that no wrong solution and no mutant fails.
     *
     * Items: Id of the test.
     */
    unneeded: string[];
  };
  /**
   * The reference solution, in random test order and with other hash seeds.
   */
  reference: null | {
    /**
     * Gradings.
     */
    runs: number;
    /**
     * Gradings with full marks.
     */
    passedRuns: number;
    /**
     * Tests that passed in some and not in others.
     *
     * Items: Id of the test.
     */
    flaky: string[];
  };
  /**
   * What the learner starts from.
   */
  starter: null | {
    /**
     * Status of its grading.
     */
    status: string;
    /**
     * Share of the points that it earns.
     */
    fraction: number;
  };
  /**
   * The wrong solutions.
   *
   * Items: One of them.
   */
  wrongSolutions: {
    /**
     * Its folder.
     */
    name: string;
    /**
     * Share of the points that it earns.
     */
    fraction: number;
    /**
     * Tests that it fails.
     *
     * Items: Id of the test.
     */
    failed: string[];
  }[];
  /**
   * Mutants of the reference.
   */
  mutants: null | {
    /**
     * How many were made.
     */
    made: number;
    /**
     * How many fail a test, those that time out included.
     */
    killed: number;
    /**
     * How many of the killed ran out of time or of another limit.
     */
    timedOut: number;
    /**
     * How many the author marked as equivalent.
     */
    equivalent: number;
    /**
     * killed / (made - equivalent); 1 where there are none.
     */
    score: number;
    /**
     * Those that pass every test.
     *
     * Items: One of them.
     */
    survivors: {
      /**
       * Path inside solution/.
       */
      file: string;
      /**
       * Line of the change, from 1.
       */
      line: number;
      /**
       * Function or method around it; empty for the module.
       */
      scope: string;
      /**
       * What kind of change it is.
       */
      operator: string;
      /**
       * The changed lines.
       */
      before: string;
      /**
       * What became of them.
       */
      after: string;
      /**
       * The change as a unified diff.
       */
      diff: string;
    }[];
    /**
     * How many more could be made of it, and were not, because no more were asked for.
     */
    left: number;
  };
  /**
   * What answering every call with one constant earns.
   *
   * Items: One constant.
   */
  constants: {
    /**
     * What every call answers.
     */
    answer: string;
    /**
     * Share of the points that it earns.
     */
    fraction: number;
  }[];
  /**
   * Canaries planted in the suite that reached the learner; null where none were planted.
   */
  leaks: null | {
    /**
     * Gradings of the planted suite.
     */
    gradings: number;
    /**
     * Feedback levels and places where one was found.
     *
     * Items: One place.
     */
    found: string[];
  };
  /**
   * How long a grading of the reference takes.
   */
  time: null | {
    /**
     * Median of its gradings, in milliseconds, without starting judge and services.
     */
    medianMs: number;
    /**
     * The slowest tests, slowest first.
     *
     * Items: One test.
     */
    slowest: {
      /**
       * Id of the test.
       */
      id: string;
      /**
       * Its wall time, in milliseconds.
       */
      ms: number;
    }[];
  };
}
/**
 * Something that is wrong, or could be better.
 */
export interface Finding {
  /**
   * Which check found it.
   */
  check:
    | 'layout'
    | 'task'
    | 'tests'
    | 'reference'
    | 'flaky'
    | 'starter'
    | 'wrong-solutions'
    | 'alike'
    | 'mutants'
    | 'constants'
    | 'leaks'
    | 'needed'
    | 'time'
    | 'grading';
  /**
   * An error keeps the exercise from being proven.
   */
  level: 'error' | 'warning';
  /**
   * What is wrong, one sentence.
   */
  message: string;
  /**
   * The file it is about, inside the exercise's folder.
   */
  file?: string;
  /**
   * The line, from 1.
   */
  line?: number;
  /**
   * What to do, one sentence.
   */
  next?: string;
}

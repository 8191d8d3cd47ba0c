// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * tests.json: the cases of a hidden suite, as collected with the reference solution. A grading that reports other cases is no grade.
 */
export interface TestsFile {
  /**
   * Where this schema lies, for editors. Waymark does not read it.
   */
  $schema?: string;
  /**
   * The cases in the order in which they run.
   *
   * @minItems 1
   * @maxItems 2000
   *
   * Items: One case.
   */
  tests: {
    /**
     * pytest's node id, relative to hidden/, such as test_slug.py::test_spaces[a  b].
     */
    id: string;
    /**
     * What the learner sees: the first line of the docstring, or a readable form of the name.
     */
    title: string;
    /**
     * What it is worth.
     */
    points: number;
    /**
     * Shown to the learner when it fails.
     */
    hint?: string;
  }[];
}

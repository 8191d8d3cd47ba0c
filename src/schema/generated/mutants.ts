// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * mutants.json: what of the reference is not mutated, and mutants that no test can tell from it, each with the reason. Neither counts in the mutation score.
 */
export interface MutantsFile {
  /**
   * Where this schema lies, for editors. Waymark does not read it.
   */
  $schema?: string;
  /**
   * The equivalent mutants.
   *
   * @maxItems 500
   *
   * Items: One mutant, as "waymark verify" shows it.
   */
  equivalent?: {
    /**
     * Path of the changed file inside solution/.
     */
    file: string;
    /**
     * Function or method around the change, such as Bucket.take. Default: wherever the lines stand.
     */
    scope?: string;
    /**
     * The lines that are changed, without their indentation.
     */
    before: string;
    /**
     * What becomes of them; empty where they are taken out.
     */
    after: string;
    /**
     * Why no test can tell the two apart, one sentence.
     */
    reason: string;
  }[];
  /**
   * Files of the reference that are not mutated, such as tests that learners write.
   *
   * @maxItems 50
   *
   * Items: One file, or a folder with a slash at its end.
   */
  leftOut?: {
    /**
     * Path inside solution/.
     */
    path: string;
    /**
     * Why, one sentence.
     */
    reason: string;
  }[];
}

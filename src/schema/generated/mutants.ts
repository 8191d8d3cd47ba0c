// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * mutants.json: mutants of the reference solution that no test can tell from it, each with the reason. They do not count in the mutation score.
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
  equivalent: {
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
}

// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.

/**
 * topics.json: the roadmap. Areas, their topics in learning order, and where in the sources each topic comes from.
 */
export interface TopicsFile {
  /**
   * Where this schema lies, for editors. Waymark does not read it.
   */
  $schema?: string;
  /**
   * The lists of skills that the roadmap was drawn from.
   *
   * @maxItems 50
   *
   * Items: One list.
   */
  sources: {
    /**
     * What topics call it by.
     */
    id: string;
    /**
     * What it is.
     */
    title: string;
  }[];
  /**
   * The areas; exercises lie in a folder named for theirs.
   *
   * @maxItems 100
   *
   * Items: One area.
   */
  areas: {
    /**
     * Its folder under exercises/.
     */
    id: string;
    /**
     * What people call it.
     */
    title: string;
    /**
     * Its place among the areas, from 1.
     */
    order: number;
  }[];
  /**
   * The topics.
   *
   * @maxItems 2000
   *
   * Items: One topic.
   */
  topics: {
    /**
     * What exercises call it by: subject.topic.
     */
    id: string;
    /**
     * What people call it.
     */
    title: string;
    /**
     * Id of its area.
     */
    area: string;
    /**
     * Its place among all topics, from 1.
     */
    order: number;
    /**
     * What the sources say that this topic covers.
     *
     * @maxItems 100
     *
     * Items: One item of one source.
     */
    sources: {
      /**
       * Id of the source.
       */
      source: string;
      /**
       * The item, in few words.
       */
      item: string;
    }[];
  }[];
}

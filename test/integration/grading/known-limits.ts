/** What a suite of ordinary pytest asks for that does not work across the border yet. */
export interface KnownLimit {
  /** Folder under `test/suites/`. */
  readonly suite: string;
  /** Tests that the reference does not pass; `all` where the suite is not collected. */
  readonly tests: readonly string[] | 'all';
  readonly why: string;
}

/** This list can only shrink: an entry whose tests pass fails the test. */
export const knownLimits: readonly KnownLimit[] = [];

import type { FeedbackLevel } from '../model/verdict.ts';

/** Options of `waymark grade`, as parsed. */
export interface GradeFlags {
  readonly exercise?: string;
  readonly suite?: string;
  readonly entry?: string;
  readonly image?: string;
  readonly report?: string;
  readonly feedback?: FeedbackLevel;
  readonly gitRef?: string;
  /** OCI runtime of the containers. Default: the engine's own. */
  readonly runtime?: string;
  readonly catalog: string;
  readonly json?: true;
  readonly timings?: true;
  readonly quiet?: true;
  readonly verbose?: true;
}

import { WaymarkError } from '../model/waymark-error.ts';

/** Something nobody foresaw. */
export class InternalError extends WaymarkError {
  readonly code = 'WAYMARK_INTERNAL';

  constructor(cause: unknown) {
    super(`This is a fault of Waymark, not of your work: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      next: 'Run it again with --verbose and report what it prints.',
    });
  }
}

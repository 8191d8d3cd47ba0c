import { SubmissionRefusedError, UsageError } from '../model/waymark-error.ts';
import type { Report } from '../report/report.ts';

/** The one table of exit codes. */
export const exitCodes = {
  /** Graded, at or above the pass mark; or the command did what it was asked to. */
  passed: 0,
  /** Graded, below the pass mark; also when the submission could not be imported. */
  belowPassMark: 1,
  /** Wrong usage: unknown option, unknown exercise, nothing to grade. */
  usage: 2,
  /** The submission was refused before any of it ran. */
  refused: 3,
  /** Infrastructure failure or invalid exercise: nothing was graded, or the result could not be delivered. */
  infrastructure: 4,
  /** Ctrl-C. */
  interrupted: 130,
  /** Asked to stop by SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOfReport(report: Report): ExitCode {
  switch (report.status) {
    case 'graded':
    case 'import-failed':
      return report.score?.passed === true ? exitCodes.passed : exitCodes.belowPassMark;
    case 'refused':
      return exitCodes.refused;
    case 'infrastructure-error':
      return exitCodes.infrastructure;
    default:
      return report.status satisfies never;
  }
}

/** Whatever is not the caller's or the learner's to mend is ours. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    return exitCodes.usage;
  }
  return error instanceof SubmissionRefusedError ? exitCodes.refused : exitCodes.infrastructure;
}

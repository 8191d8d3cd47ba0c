import { JudgeError, WaymarkError, type WaymarkErrorOptions } from '../model/waymark-error.ts';

/** The report does not fit its own schema: a fault of Waymark, found before anyone reads the report. */
export class ReportInvalidError extends JudgeError {
  readonly code = 'WAYMARK_REPORT_INVALID';

  constructor(detail: string, options: WaymarkErrorOptions = {}) {
    super(`The report does not fit its schema: ${detail}`, {
      next: 'This is a fault of Waymark. Please report it with this message and the output of "waymark doctor --json".',
      ...options,
    });
  }
}

/** The report could not be written where it was asked for. The grading itself is good, and its result is still shown. */
export class ReportWriteError extends WaymarkError {
  readonly code = 'WAYMARK_REPORT_NOT_WRITTEN';
  readonly path: string;

  constructor(path: string, reason: string, options: ErrorOptions = {}) {
    super(`The report could not be written to "${path}": ${reason}.`, {
      ...options,
      next: 'Name a file in a folder you may write to, or take the report from standard output with "--report -".',
    });
    this.path = path;
  }
}

import { WaymarkError } from '../model/waymark-error.ts';
import { writeFault } from '../report/write-fault.ts';

/** Standard output does not take what is written to it. What was graded, and a report in a file, are good all the same. */
export class OutputError extends WaymarkError {
  readonly code = 'WAYMARK_OUTPUT_NOT_WRITTEN';

  constructor(cause: Error) {
    super(`The result could not be written to standard output: ${writeFault(cause)}.`, {
      cause,
      next: 'Send standard output to where there is room, then run it again.',
    });
  }
}

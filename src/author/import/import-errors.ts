import { printable } from '../../files/path-fault.ts';
import { UsageError } from '../../model/waymark-error.ts';

/** What was named is no folder that an exercise could be made of. */
export class ImportSourceError extends UsageError {
  readonly code = 'WAYMARK_IMPORT_SOURCE';

  constructor(source: string, fault: string, next: string, options?: ErrorOptions) {
    super(`"${printable(source)}" ${fault}.`, { ...options, next });
  }
}

/** The folder is one, but which of its files are the suite, the solution and the stub does not show. */
export class ImportLayoutError extends UsageError {
  readonly code = 'WAYMARK_IMPORT_LAYOUT';

  constructor(source: string, fault: string, next: string, options?: ErrorOptions) {
    super(`"${printable(source)}" ${fault}.`, { ...options, next });
  }
}

/** The exercise cannot be written where it should go. */
export class ImportTargetError extends UsageError {
  readonly code = 'WAYMARK_IMPORT_TARGET';
}

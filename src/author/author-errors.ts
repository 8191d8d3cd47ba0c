import { printable } from '../files/path-fault.ts';
import { EngineError, ExerciseError } from '../model/waymark-error.ts';

/** There is nothing to prove or to declare an exercise with. */
export class ReferenceMissingError extends ExerciseError {
  readonly code = 'WAYMARK_REFERENCE_MISSING';

  constructor(exercise: string) {
    super(`The exercise "${exercise}" has no reference solution that could be graded.`, {
      next: 'Put it into solution/, with the files that "entry" names.',
    });
  }
}

/** Python of the exercise cannot be used: most often, a file does not parse. */
export class SourceFaultError extends ExerciseError {
  readonly code = 'WAYMARK_SOURCE_FAULT';
  /** Its path as it was given to the tool; undefined where no single file is to blame. */
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;

  constructor(why: string, place?: { readonly file: string; readonly line: number }) {
    super(`The exercise's Python cannot be used: ${printable(why, 240)}.`, {
      next: place === undefined ? 'Mend what it says.' : `Mend line ${place.line} of "${printable(place.file, 240)}".`,
    });
    this.file = place?.file;
    this.line = place?.line;
  }
}

/** The container that looks at an exercise's Python ended, was silent, or said what it never says. */
export class AuthorToolFailedError extends EngineError {
  readonly code = 'WAYMARK_AUTHOR_TOOL_FAILED';
}

import { ExerciseError } from '../model/waymark-error.ts';

/** pytest cannot collect the suite. */
export class SuiteNotCollectedError extends ExerciseError {
  readonly code = 'WAYMARK_SUITE_NOT_COLLECTED';
}

/** The suite collects other tests than the exercise declares. */
export class SuiteChangedError extends ExerciseError {
  readonly code = 'WAYMARK_SUITE_CHANGED';
}

/** The suite has no tests, or none that is worth a point. */
export class SuiteEmptyError extends ExerciseError {
  readonly code = 'WAYMARK_SUITE_EMPTY';
}

/** The suite asks for what cannot be given to it, whatever the submission. */
export class SuiteFaultError extends ExerciseError {
  readonly code = 'WAYMARK_SUITE_FAULT';
}

/** The exercise asks for a service that there is not. */
export class ServiceUnknownError extends ExerciseError {
  readonly code = 'WAYMARK_SERVICE_UNKNOWN';
}

import { ExerciseError } from '../model/waymark-error.ts';

/** There is nothing to prove or to declare an exercise with. */
export class ReferenceMissingError extends ExerciseError {
  readonly code = 'WAYMARK_REFERENCE_MISSING';

  constructor(exercise: string) {
    super(`The exercise "${exercise}" has no reference solution that could be graded.`, {
      next: 'Put it into solution/, with the files that "entry" names.',
    });
  }
}

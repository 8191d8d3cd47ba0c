import { ExerciseError } from '../model/waymark-error.ts';
import { renderFault, type SchemaFault } from './schema-fault.ts';

const shownFaults = 5;

/** A file of an exercise (exercise.json, tests.json, topics.json) is not JSON or does not fit its schema. */
export class InvalidExerciseError extends ExerciseError {
  readonly code = 'WAYMARK_EXERCISE_INVALID';
  /** The file as people know it: `<exercise>/exercise.json`. */
  readonly file: string;
  /** All of them; the message shows the first five. */
  readonly faults: readonly SchemaFault[];

  constructor(file: string, faults: readonly SchemaFault[], options?: ErrorOptions) {
    const shown = faults.slice(0, shownFaults).map((fault) => `\n  ${renderFault(fault)}`);
    const more = faults.length - shown.length;
    super(`${file} is not valid:${shown.join('')}${more > 0 ? `\n  and ${more} more.` : ''}`, {
      ...options,
      next: `Mend ${file}; the schemas in schemas/ say what every key means.`,
    });
    this.file = file;
    this.faults = faults;
  }
}

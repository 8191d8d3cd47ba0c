import { printable } from '../files/path-fault.ts';
import { ExerciseError, UsageError } from '../model/waymark-error.ts';

/** No exercise goes by that name. */
export class UnknownExerciseError extends UsageError {
  readonly code = 'WAYMARK_UNKNOWN_EXERCISE';
  /** What was asked for. */
  readonly asked: string;
  /** Slugs that may have been meant, best first. */
  readonly suggestions: readonly string[];

  constructor(asked: string, suggestions: readonly string[], options?: ErrorOptions) {
    const meant = suggestions.length === 0 ? '' : ` Did you mean ${suggestions.map((slug) => `"${slug}"`).join(' or ')}?`;
    super(`There is no exercise "${printable(asked)}".${meant}`, {
      ...options,
      next: 'List the exercises with "waymark list", or name a folder that holds an exercise.json.',
    });
    this.asked = asked;
    this.suggestions = suggestions;
  }
}

/** The folder that should hold the exercises is not there. */
export class CatalogueNotFoundError extends UsageError {
  readonly code = 'WAYMARK_CATALOGUE_NOT_FOUND';

  constructor(root: string, options?: ErrorOptions) {
    super(`There is no folder of exercises at "${printable(root, 240)}".`, {
      ...options,
      next: 'Name the folder that holds the areas and topics.json.',
    });
  }
}

/** The file or folder named as a suite is not there, or holds no tests. */
export class SuiteNotFoundError extends UsageError {
  readonly code = 'WAYMARK_SUITE_NOT_FOUND';

  constructor(name: string, fault: string, options?: ErrorOptions) {
    super(`The suite "${printable(name)}" ${fault}.`, {
      ...options,
      next: 'Name a test file such as test_solution.py, or a folder with test_*.py files in it.',
    });
  }
}

/** A bare suite would test what lies beside it and never the submission: everyone would pass. */
export class SuiteMissesSubmissionError extends UsageError {
  readonly code = 'WAYMARK_SUITE_MISSES_SUBMISSION';

  constructor(suiteModules: readonly string[], submissionModules: readonly string[]) {
    super(
      `The suite imports nothing of the submission (${list(submissionModules)}), only what lies beside the suite (${list(suiteModules)}).`,
      { next: `Say which file of the submission the suite imports, such as "--entry ${suiteModules[0] ?? 'solution'}.py".` },
    );
  }
}

/** A learner's copy of an exercise was to do what takes its hidden suite. */
export class NoHiddenSuiteError extends UsageError {
  readonly code = 'WAYMARK_NO_HIDDEN_SUITE';

  constructor(exercise: string) {
    super(`This "${printable(exercise)}" is a learner's copy: it has no hidden suite, so nothing can be graded with it.`, {
      next: 'Hand the work in where the whole exercise is, or name its catalogue with --catalog and the exercise with --exercise.',
    });
  }
}

/** A part is missing that an exercise cannot do without. */
export class ExerciseIncompleteError extends ExerciseError {
  readonly code = 'WAYMARK_EXERCISE_INCOMPLETE';

  constructor(exercise: string, missing: string, next: string, options?: ErrorOptions) {
    super(`The exercise "${printable(exercise)}" ${missing}.`, { ...options, next });
  }
}

/** A file of an exercise or of a suite is not one Waymark reads. */
export class ExerciseUnreadableError extends ExerciseError {
  readonly code = 'WAYMARK_EXERCISE_UNREADABLE';
  /** `<exercise>/<path>`. */
  readonly file: string;

  constructor(file: string, fault: string, next: string, options?: ErrorOptions) {
    super(`"${printable(file, 240)}" ${fault}.`, { ...options, next });
    this.file = file;
  }
}

function list(names: readonly string[]): string {
  return (
    names
      .slice(0, 5)
      .map((name) => printable(name))
      .join(', ') + (names.length > 5 ? ', …' : '')
  );
}

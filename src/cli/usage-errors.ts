import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/waymark-error.ts';

/** Nothing said by which exercise to grade, and the submission's place does not tell either. */
export class ExerciseNotNamedError extends UsageError {
  readonly code = 'WAYMARK_EXERCISE_NOT_NAMED';

  constructor(submission: string) {
    super(
      `It is not clear which exercise "${submission}" belongs to: no folder above it has an exercise.json, and no exercise is called like it.`,
      {
        next: 'Name it with --exercise <slug> ("waymark list" shows them all), or a suite of your own with --suite <file>.',
      },
    );
  }
}

/** Two options that cannot be used together. */
export class ConflictingOptionsError extends UsageError {
  readonly code = 'WAYMARK_CONFLICTING_OPTIONS';

  constructor(one: string, other: string) {
    super(`${one} and ${other} cannot be used together.`, { next: 'Leave out one of them.' });
  }
}

/** No runner image goes by that name. */
export class UnknownImageError extends UsageError {
  readonly code = 'WAYMARK_UNKNOWN_IMAGE';

  constructor(name: string, known: readonly string[]) {
    const [near] = didYouMean(name, known, 1);
    super(`There is no runner image "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`, {
      next: `There are: ${known.join(', ')}.`,
    });
  }
}

/** Several files were asked for, and standard output takes one. */
export class OutputNotNamedError extends UsageError {
  readonly code = 'WAYMARK_OUTPUT_NOT_NAMED';

  constructor(command: string) {
    super('Standard output takes the document of one image.', {
      next: `Name one image ("${command} judge"), or a folder for all of them ("${command} --output sboms").`,
    });
  }
}

/** A command about exercises was not told which. */
export class NothingNamedError extends UsageError {
  readonly code = 'WAYMARK_NOTHING_NAMED';

  constructor() {
    super('Which exercises?', { next: 'Name them by slug or folder, or say --all, or --changed <git ref>.' });
  }
}

/** Git cannot compare the catalogue with what was asked for. */
export class GitRefUnknownError extends UsageError {
  readonly code = 'WAYMARK_GIT_REF_UNKNOWN';

  constructor(ref: string, folder: string, options?: ErrorOptions) {
    super(`Git cannot compare "${folder}" with "${ref}".`, {
      ...options,
      next: 'Name a branch, tag or commit of the repository that the exercises lie in, such as main or HEAD~1.',
    });
  }
}

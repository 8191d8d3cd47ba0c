import { printable } from '../files/path-fault.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { EngineError, ExerciseError, UsageError, WaymarkError } from '../model/waymark-error.ts';

/** What was given is not `<area>/<slug>`. */
export class ExerciseNameError extends UsageError {
  readonly code = 'WAYMARK_EXERCISE_NAME';

  /** @param suggestion what may have been meant; absent where nothing of it is a word. */
  constructor(given: string, fault: string, suggestion: string | undefined) {
    super(`"${printable(given)}" ${fault}.`, {
      next: `Say ${suggestion === undefined ? 'an area and a slug, such as "python-language/string-basics"' : `"${suggestion}"`}.`,
    });
  }
}

/** There is something at that place already, or another exercise has that slug. */
export class ExerciseExistsError extends UsageError {
  readonly code = 'WAYMARK_EXERCISE_EXISTS';

  constructor(what: string, options?: ErrorOptions) {
    super(`${what}, and nothing is overwritten.`, { ...options, next: 'Choose another slug, or take away what is there.' });
  }
}

/** The area is none of the catalogue's, and looks like a mistyped one. */
export class UnknownAreaError extends UsageError {
  readonly code = 'WAYMARK_UNKNOWN_AREA';

  constructor(area: string, slug: string, meant: string) {
    super(`There is no area "${area}". Did you mean "${meant}"?`, {
      next: `Say "${meant}/${slug}", or make the folder "${area}" in the catalogue first, if it is to be a new area.`,
    });
  }
}

/** The topic is none of topics.json. */
export class UnknownTopicError extends UsageError {
  readonly code = 'WAYMARK_UNKNOWN_TOPIC';

  /** @param ofArea topics of the exercise's area, which is where its topic lies most likely. */
  constructor(topic: string, near: readonly string[], ofArea: readonly string[]) {
    const meant = near.length === 0 ? '' : ` Did you mean ${near.map((id) => `"${id}"`).join(' or ')}?`;
    super(`topics.json has no topic "${printable(topic)}".${meant}`, {
      next: ofArea.length === 0 ? 'Choose one that it has, or leave --topic out.' : `Topics of this area: ${ofArea.join(', ')}.`,
    });
  }
}

/** The skeleton of this kind needs another image. */
export class UnsuitableImageError extends UsageError {
  readonly code = 'WAYMARK_IMAGE_UNSUITABLE';

  constructor(image: string, kind: string, suitable: readonly string[]) {
    const [near] = didYouMean(image, suitable, 1);
    super(
      `An exercise of the kind "${kind}" cannot use the image "${printable(image)}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      { next: `It can use: ${suitable.join(', ')}.` },
    );
  }
}

/** There is nobody to ask for what is missing. */
export class AnswerMissingError extends UsageError {
  readonly code = 'WAYMARK_ANSWER_MISSING';

  constructor(what: string, next: string) {
    super(`${what} was not said, and without a terminal nobody can be asked.`, { next });
  }
}

/** exercise.json names no such wrong solution. */
export class UnknownWrongSolutionError extends UsageError {
  readonly code = 'WAYMARK_UNKNOWN_WRONG_SOLUTION';

  constructor(exercise: string, name: string, known: readonly string[]) {
    const [near] = didYouMean(name, known, 1);
    super(`"${exercise}" has no wrong solution "${printable(name)}".${near === undefined ? '' : ` Did you mean "${near}"?`}`, {
      next:
        known.length === 0
          ? 'Its exercise.json names none: add one to "wrongSolutions", and its files below wrong/.'
          : `It has: ${known.join(', ')}.`,
    });
  }
}

/** What to pack was not said, or said twice. */
export class NothingToPackError extends UsageError {
  readonly code = 'WAYMARK_NOTHING_TO_PACK';
}

/** A pack cannot go to that place. */
export class PackPlaceError extends UsageError {
  readonly code = 'WAYMARK_PACK_PLACE';
}

/** A file or folder could not be written. Nothing of it is left behind. */
export class NotWrittenError extends WaymarkError {
  readonly code = 'WAYMARK_NOT_WRITTEN';

  constructor(path: string, reason: string, options: ErrorOptions = {}) {
    super(`"${printable(path, 240)}" could not be written: ${reason}.`, { ...options, next: 'Name a place you may write to.' });
  }
}

/** The proofs that were to be believed are not there. */
export class ProofsMissingError extends UsageError {
  readonly code = 'WAYMARK_PROOFS_MISSING';

  constructor(file: string, options?: ErrorOptions) {
    super(`The proofs in "${printable(file)}" cannot be read.`, {
      ...options,
      next: 'Write them with "waymark verify --all --report <file>", or leave --believe out.',
    });
  }
}

/** The reference solution does not get every point. */
export class ReferenceFailsError extends ExerciseError {
  readonly code = 'WAYMARK_REFERENCE_FAILS';

  constructor(exercise: string, why: string) {
    super(`The reference solution of "${exercise}" does not get every point: ${why}`, {
      next: 'Mend it or the suite first; tests.json is written, what wrong solutions fail is not.',
    });
  }
}

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

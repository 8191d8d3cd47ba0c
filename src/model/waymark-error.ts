import type { Problem } from './verdict.ts';

export interface WaymarkErrorOptions extends ErrorOptions {
  /** What whoever reads this should do next, one sentence. */
  readonly next?: string;
}

/** Root of everything Waymark throws on purpose. Each concrete error has a stable, unique `code`, listed in docs/errors.md. */
export abstract class WaymarkError extends Error {
  abstract readonly code: string;
  readonly next: string | undefined;

  constructor(message: string, options: WaymarkErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.next = options.next;
  }
}

/** Wrong arguments on the command line. Exit code 2. */
export abstract class UsageError extends WaymarkError {}

/** The submission was refused before any of it ran: the learner's to mend. Exit code 3. */
export class SubmissionRefusedError extends WaymarkError {
  readonly code: `submission.${string}`;
  /** Path inside the submission it is about. */
  readonly file: string | undefined;

  constructor(code: `submission.${string}`, message: string, options: WaymarkErrorOptions & { readonly file?: string } = {}) {
    super(message, options);
    this.code = code;
    this.file = options.file;
  }
}

/** The exercise is invalid: the author's to mend. Nothing is graded, exit code 4. */
export abstract class ExerciseError extends WaymarkError {}

/** The container engine let us down. Nothing is graded, exit code 4. */
export abstract class EngineError extends WaymarkError {}

/** The judge let us down. Nothing is graded, exit code 4. */
export abstract class JudgeError extends WaymarkError {}

export function toProblem(error: WaymarkError): Problem {
  const owner = error instanceof SubmissionRefusedError ? 'learner' : error instanceof ExerciseError ? 'author' : 'house';
  return {
    code: error.code,
    owner,
    message: error.message,
    ...(error.next === undefined ? {} : { next: error.next }),
    ...(error instanceof SubmissionRefusedError && error.file !== undefined ? { file: error.file } : {}),
  };
}

import type { Submission } from '../model/submission.ts';
import { type GradeInSession, type Grading, GradingSession, type SessionOptions } from './grading-session.ts';

export type { Grading, ImageNames } from './grading-session.ts';

export interface GradeOptions extends SessionOptions, GradeInSession {
  readonly submission: Submission;
}

/**
 * Grades one submission: judge and sandbox come up, the suite is collected and run, the verdict is decided.
 * Whatever the learner did wrong is in the verdict.
 * @throws {ExerciseError} for what is the author's.
 * @throws {EngineError | JudgeError} for what is ours; nothing is graded then.
 * @throws {SubmissionRefusedError} when a bare suite is about a module the submission does not have.
 */
export async function gradeSubmission(options: GradeOptions): Promise<Grading> {
  const { engine, exercise, submission, signal } = options;
  signal?.throwIfAborted();
  const session = GradingSession.open(options);
  // Removal takes as long as starting did, and nobody needs to wait for it: the engine knows what is still open.
  let leaving: Promise<void> | undefined;
  const leave = (): void => {
    leaving ??= session[Symbol.asyncDispose]();
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await session.grade(submission, options);
  } catch (error) {
    // What breaks because we tore it down is no news.
    signal?.throwIfAborted();
    options.logger?.error({ err: error, exercise: exercise.slug }, 'grading failed');
    throw error;
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
    engine.later(leaving ?? Promise.resolve());
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { JudgeBrokenError, SandboxFailedError } from '../bridge/bridge-errors.ts';
import { EngineFailedError, EngineUnreachableError } from '../engine/engine-errors.ts';
import { noProgress } from '../model/progress.ts';
import type { Submission } from '../model/submission.ts';
import type { CaseResult } from '../model/verdict.ts';
import { EngineError, JudgeError } from '../model/waymark-error.ts';
import { type GradeInSession, type Grading, GradingSession, type SessionOptions } from './grading-session.ts';

export type { Grading, ImageNames } from './grading-session.ts';

export interface GradeOptions extends SessionOptions, GradeInSession {
  readonly submission: Submission;
}

/** A second time for what failed through our fault and may have passed; what fails twice does not pass. */
const mostAttempts = 2;
/** What an engine was short of may be there again by then. */
const pauseMs = 500;

/**
 * Grades one submission: judge and sandbox come up, the suite is collected and run, the verdict is decided.
 * Whatever the learner did wrong is in the verdict. Where our side failed in a way that may pass, all of it is done once more in new
 * containers, and those who listen to tests hear of them from the first one on again.
 * @throws {ExerciseError} for what is the author's.
 * @throws {EngineError | JudgeError} for what is ours; nothing is graded then.
 * @throws {SubmissionRefusedError} when a bare suite is about a module the submission does not have.
 */
export async function gradeSubmission(options: GradeOptions): Promise<Grading> {
  const { engine, exercise, signal, logger, progress = noProgress } = options;
  let hasJudged = false;
  const onCase = (result: CaseResult): void => {
    hasJudged = true;
    options.onCase?.(result);
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const grading = await gradeInNewContainers({ ...options, onCase });
      return { ...grading, run: { ...grading.run, attempts: attempt } };
    } catch (error) {
      // What breaks because we tore it down is no news.
      signal?.throwIfAborted();
      logger?.error({ err: error, exercise: exercise.slug, attempt }, 'grading failed');
      if (error instanceof EngineError || error instanceof JudgeError) {
        // Without an engine everything breaks, and only this says what to do.
        await engine.ping();
      }
      if (attempt === mostAttempts || !mayPass(error, hasJudged)) {
        throw error;
      }
      progress({ step: 'Trying once more', state: 'start', detail: error.message });
      await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
    }
  }
}

/** Never a matter of the learner or the author, nor what would be the same again. A judge that breaks over a test may break over it again. */
function mayPass(error: unknown, hasJudged: boolean): error is Error {
  if (error instanceof EngineFailedError) {
    return error.mayPass;
  }
  if (error instanceof JudgeBrokenError) {
    return !hasJudged;
  }
  // An engine that answers again has only lost a connection.
  return error instanceof SandboxFailedError || error instanceof EngineUnreachableError;
}

async function gradeInNewContainers(options: GradeOptions): Promise<Grading> {
  const { engine, submission, signal } = options;
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
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
    engine.later(leaving ?? Promise.resolve());
  }
}

import { resolve } from 'node:path';
import { inferEntry } from '../catalog/infer-entry.ts';
import type { Exercise } from '../model/exercise.ts';
import type { Submission } from '../model/submission.ts';
import { UsageError, WaymarkError } from '../model/waymark-error.ts';
import { buildReport } from '../report/build-report.ts';
import { prepareReportCheck } from '../report/check-report.ts';
import type { Report } from '../report/report.ts';
import { asEntry } from '../submission/check-entry.ts';
import { readSubmission } from '../submission/read-submission.ts';
import { openEngine } from './ask-engine.ts';
import { chooseExercise, chooseSuite } from './choose-exercise.ts';
import type { CliContext } from './cli-context.ts';
import { createLogger } from './create-logger.ts';
import { createProgress } from './create-progress.ts';
import { deliver, deliverFailure, type Known } from './deliver-report.ts';
import type { ExitCode } from './exit-code.ts';
import type { GradeFlags } from './grade-flags.ts';
import { InternalError } from './internal-error.ts';
import { imageNames } from './open-images.ts';
import { ConflictingOptionsError } from './usage-errors.ts';

/**
 * Grades, writes the report where it was asked for, and prints the result. A failure becomes a report as well, and is thrown on.
 * @throws {WaymarkError}
 */
export async function runGrade(path: string, flags: GradeFlags, context: CliContext): Promise<ExitCode> {
  const known: Known = { startedAt: new Date(), startedMs: performance.now(), exercise: null, submission: null };
  let report: Report;
  try {
    report = await grade(path, flags, context, known);
  } catch (error) {
    if (error instanceof UsageError || context.signal.aborted) {
      throw error;
    }
    const failure = error instanceof WaymarkError ? error : new InternalError(error);
    await deliverFailure(failure, known, flags, context);
    throw failure;
  }
  return deliver(report, flags, context);
}

async function grade(path: string, flags: GradeFlags, context: CliContext, known: Known): Promise<Report> {
  const { exercise, submission } = await readBoth(path, flags, context, known);
  // In place only where it is alone: log lines would be written over.
  const quiet = flags.quiet === true;
  using display = createProgress(context.stderr, { quiet, ...(flags.verbose === true ? { inPlace: false } : {}) });
  const logger = await createLogger({ verbose: flags.verbose === true });
  await using engine = await openEngine(context, flags.runtime === undefined ? {} : { runtime: flags.runtime });
  const { gradeSubmission } = await import('../grading/grade-submission.ts');
  const { signal } = context;
  const working = gradeSubmission({
    exercise,
    submission,
    engine,
    images: imageNames(engine, context, display.progress),
    signal,
    progress: display.progress,
    ...(logger === undefined ? {} : { logger }),
  });
  // While the containers start this process has nothing to do.
  prepareReportCheck();
  const grading = await working;
  return buildReport({
    exercise: grading.exercise,
    submission,
    verdict: grading.verdict,
    feedback: flags.feedback ?? grading.exercise.feedback,
    run: grading.run,
  });
}

/** An exercise says what a submission must have, so it comes first; a bare suite depends on what the submission has. */
async function readBoth(
  path: string,
  flags: GradeFlags,
  context: CliContext,
  known: Known,
): Promise<{ readonly exercise: Exercise; readonly submission: Submission }> {
  const { cwd, signal } = context;
  const { suite, entry, image, gitRef } = flags;
  const read = async (wanted: readonly string[]): Promise<Submission> => {
    known.submission = await readSubmission(resolve(cwd, path), {
      entry: wanted,
      signal,
      ...(gitRef === undefined ? {} : { gitRef }),
    });
    known.submission = asEntry(known.submission, wanted);
    return known.submission;
  };
  if (suite !== undefined) {
    if (flags.exercise !== undefined) {
      throw new ConflictingOptionsError('--exercise', '--suite');
    }
    let submission = await read(entry === undefined ? [] : [entry]);
    const about = entry ?? (await inferEntry(resolve(cwd, suite), submission));
    if (about !== undefined) {
      submission = known.submission = asEntry(submission, [about]);
    }
    known.exercise = await chooseSuite({ suite, entry: about, image, submission, cwd, signal });
    return { exercise: known.exercise, submission };
  }
  const root = resolve(cwd, flags.catalog);
  const exercise = await chooseExercise({ submission: path, exercise: flags.exercise, entry, root, cwd, signal });
  known.exercise = exercise;
  if (flags.exercise === undefined && flags.quiet !== true) {
    context.stderr.write(`Exercise: ${exercise.slug}\n`);
  }
  return { exercise, submission: await read(exercise.entry) };
}

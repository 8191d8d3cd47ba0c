import { resolve } from 'node:path';
import type { Exercise } from '../model/exercise.ts';
import type { Submission } from '../model/submission.ts';
import { UsageError, WaymarkError } from '../model/waymark-error.ts';
import { buildReport } from '../report/build-report.ts';
import { renderTerminal } from '../report/render-terminal.ts';
import type { Report } from '../report/report.ts';
import { ungradedRun, ungradedVerdict } from '../report/ungraded.ts';
import { serializeReport, writeReport } from '../report/write-report.ts';
import { asEntry } from '../submission/check-entry.ts';
import { readSubmission } from '../submission/read-submission.ts';
import { openEngine } from './ask-engine.ts';
import { chooseExercise, chooseSuite } from './choose-exercise.ts';
import { type CliContext, print } from './cli-context.ts';
import { createLogger } from './create-logger.ts';
import { createProgress } from './create-progress.ts';
import { type ExitCode, exitCodeOfReport, exitCodes } from './exit-code.ts';
import type { GradeFlags } from './grade.ts';
import { reportError } from './report-error.ts';
import { streamPaint } from './stream-paint.ts';
import { ConflictingOptionsError } from './usage-errors.ts';

/** What has come to be known of a grading so far; a report of a failure tells as much. */
interface Known {
  readonly startedAt: Date;
  exercise: Exercise | null;
  submission: Submission | null;
}

/**
 * Grades, writes the report where it was asked for, and prints the result. A failure becomes a report as well, and is thrown on.
 * @throws {WaymarkError}
 */
export async function runGrade(path: string, flags: GradeFlags, context: CliContext): Promise<ExitCode> {
  const known: Known = { startedAt: new Date(), exercise: null, submission: null };
  try {
    const report = await grade(path, flags, context, known);
    return await deliver(report, flags, context);
  } catch (error) {
    if (error instanceof WaymarkError && !(error instanceof UsageError) && !context.signal.aborted) {
      await deliverFailure(error, known, flags, context);
    }
    throw error;
  }
}

async function grade(path: string, flags: GradeFlags, context: CliContext, known: Known): Promise<Report> {
  const { exercise, submission } = await readBoth(path, flags, context, known);
  // In place only where it is alone: log lines would be written over.
  const quiet = flags.quiet === true;
  using display = createProgress(context.stderr, { quiet, ...(flags.verbose === true ? { inPlace: false } : {}) });
  const logger = await createLogger({ verbose: flags.verbose === true });
  await using engine = await openEngine(context);
  const { gradeSubmission } = await import('../grading/grade-submission.ts');
  const { signal } = context;
  const grading = await gradeSubmission({ exercise, submission, engine, signal, progress: display.progress, ...(logger === undefined ? {} : { logger }) });
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
  const { suite, entry, gitRef } = flags;
  const read = async (wanted: readonly string[]): Promise<Submission> => {
    known.submission = await readSubmission(resolve(cwd, path), { entry: wanted, signal, ...(gitRef === undefined ? {} : { gitRef }) });
    known.submission = asEntry(known.submission, wanted);
    return known.submission;
  };
  if (suite !== undefined) {
    if (flags.exercise !== undefined) {
      throw new ConflictingOptionsError('--exercise', '--suite');
    }
    const submission = await read(entry === undefined ? [] : [entry]);
    known.exercise = await chooseSuite({ suite, entry, submission, cwd, signal });
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

/** Prints the result even where the report could not be written; the exit code then says that something is missing. */
async function deliver(report: Report, flags: GradeFlags, context: CliContext): Promise<ExitCode> {
  let code: ExitCode = exitCodeOfReport(report);
  let reportPath: string | undefined;
  if (flags.report !== undefined && flags.report !== '-') {
    try {
      await writeReport(report, resolve(context.cwd, flags.report));
      reportPath = flags.report;
    } catch (error) {
      reportError(error, { stderr: context.stderr, verbose: flags.verbose === true });
      code = exitCodes.infrastructure;
    }
  }
  if (flags.report === '-' || flags.json === true) {
    await print(context, serializeReport(report));
  } else {
    const paint = streamPaint(context.stdout);
    const width = context.stdout.columns;
    await print(
      context,
      renderTerminal(report, { paint, ...(width === undefined ? {} : { width }), ...(reportPath === undefined ? {} : { reportPath }) }),
    );
  }
  return code;
}

/** A report of what was not graded, for whoever reads reports. People read the error itself. */
async function deliverFailure(error: WaymarkError, known: Known, flags: GradeFlags, context: CliContext): Promise<void> {
  if (flags.report === undefined && flags.json !== true) {
    return;
  }
  const report = buildReport({
    exercise: known.exercise,
    submission: known.submission,
    verdict: ungradedVerdict(error),
    feedback: flags.feedback ?? known.exercise?.feedback ?? 'hints',
    run: ungradedRun({ startedAt: known.startedAt, finishedAt: new Date(), limits: known.exercise?.limits ?? null }),
  });
  if (flags.report !== undefined && flags.report !== '-') {
    await writeReport(report, resolve(context.cwd, flags.report)).catch((failure: unknown) => {
      reportError(failure, { stderr: context.stderr, verbose: flags.verbose === true });
    });
  }
  if (flags.report === '-' || flags.json === true) {
    await print(context, serializeReport(report));
  }
}

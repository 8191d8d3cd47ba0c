import { resolve } from 'node:path';
import type { Exercise } from '../model/exercise.ts';
import type { Submission } from '../model/submission.ts';
import type { WaymarkError } from '../model/waymark-error.ts';
import { buildReport } from '../report/build-report.ts';
import { renderTerminal } from '../report/render-terminal.ts';
import { renderTimings } from '../report/render-timings.ts';
import type { Report } from '../report/report.ts';
import { ungradedRun, ungradedVerdict } from '../report/ungraded.ts';
import { serializeReport, writeReport } from '../report/write-report.ts';
import { type CliContext, columnsOfStream, print } from './cli-context.ts';
import { type ExitCode, exitCodeOfReport, exitCodes } from './exit-code.ts';
import type { GradeFlags } from './grade-flags.ts';
import { reportError } from './report-error.ts';
import { streamPaint } from './stream-paint.ts';

/** What has come to be known of a grading so far; a report of a failure tells as much. */
export interface Known {
  readonly startedAt: Date;
  /** The same moment as `performance.now()` has it. */
  readonly startedMs: number;
  exercise: Exercise | null;
  submission: Submission | null;
}

/** Prints the result even where the report could not be written; the exit code then says that something is missing. */
export async function deliver(report: Report, flags: GradeFlags, context: CliContext): Promise<ExitCode> {
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
    const width = columnsOfStream(context.stdout);
    await print(
      context,
      renderTerminal(report, {
        paint,
        width,
        ...(reportPath === undefined ? {} : { reportPath }),
      }),
    );
  }
  if (flags.timings === true) {
    context.stderr.write(renderTimings(report));
  }
  return code;
}

/** A report of what was not graded, for whoever reads reports. People read the error itself. */
export async function deliverFailure(error: WaymarkError, known: Known, flags: GradeFlags, context: CliContext): Promise<void> {
  if (flags.report === undefined && flags.json !== true) {
    return;
  }
  const report = buildReport({
    exercise: known.exercise,
    submission: known.submission,
    verdict: ungradedVerdict(error),
    feedback: flags.feedback ?? known.exercise?.feedback ?? 'hints',
    run: ungradedRun({
      startedAt: known.startedAt,
      wallTimeMs: performance.now() - known.startedMs,
      limits: known.exercise?.limits ?? null,
    }),
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

import { join } from 'node:path';
import { ExerciseIncompleteError } from '../catalog/catalog-errors.ts';
import { isFolder } from '../files/is-folder.ts';
import { type GradeOptions, gradeSubmission } from '../grading/grade-submission.ts';
import type { Exercise } from '../model/exercise.ts';
import { noProgress, type Progress } from '../model/progress.ts';
import type { Submission } from '../model/submission.ts';
import type { FeedbackLevel } from '../model/verdict.ts';
import { SubmissionRefusedError } from '../model/waymark-error.ts';
import { buildReport, type ReportParts } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import { ungradedRun, ungradedVerdict } from '../report/ungraded.ts';
import { checkEntry } from '../submission/check-entry.ts';
import { readSubmission } from '../submission/read-submission.ts';
import { UnknownWrongSolutionError } from './author-errors.ts';

/** From the one that tells most to the one that tells least. */
export const feedbackLevels: readonly FeedbackLevel[] = ['full', 'hints', 'titles', 'score'];

/** A submission of the author's that is to be previewed, and at which levels. */
export interface PreviewStep {
  /** `starter` or `wrong/<name>`: its folder in the exercise. */
  readonly submission: string;
  /** Absent for the starter. */
  readonly misconception?: string;
  readonly levels: readonly FeedbackLevel[];
}

/** What a learner would read who had handed that in. */
export interface Preview {
  readonly submission: string;
  readonly misconception?: string;
  readonly feedback: FeedbackLevel;
  readonly report: Report;
}

/**
 * What there is to preview: the starter and every wrong solution at the exercise's own level, the first wrong solution at all four.
 * @param narrow `wrong`: only that wrong solution, at all four levels. `feedback`: everything at that level only.
 * @throws {UnknownWrongSolutionError}
 * @throws {ExerciseIncompleteError} when a wrong solution that exercise.json names has no folder.
 */
export async function planPreview(
  exercise: Exercise,
  narrow: { readonly wrong?: string | undefined; readonly feedback?: FeedbackLevel | undefined } = {},
): Promise<readonly PreviewStep[]> {
  const { wrong, feedback } = narrow;
  const { slug, folder = '', wrongSolutions } = exercise;
  const chosen = wrong === undefined ? wrongSolutions : wrongSolutions.filter(({ name }) => name === wrong);
  if (wrong !== undefined && chosen.length === 0) {
    throw new UnknownWrongSolutionError(
      slug,
      wrong,
      wrongSolutions.map(({ name }) => name),
    );
  }
  const own = [feedback ?? exercise.feedback];
  const steps: PreviewStep[] = [];
  if (wrong === undefined && (await isFolder(join(folder, 'starter')))) steps.push({ submission: 'starter', levels: own });
  for (const [index, { name, misconception }] of chosen.entries()) {
    const submission = `wrong/${name}`;
    if (!(await isFolder(join(folder, submission)))) throw missing(slug, name);
    steps.push({ submission, misconception, levels: feedback === undefined && index === 0 ? feedbackLevels : own });
  }
  return steps;
}

/**
 * Grades each submission once, and gives a report for each of its levels. Grading is real; what is refused or cannot be imported is
 * shown as its learner would see it.
 * @throws {ExerciseError | EngineError | JudgeError} as {@link gradeSubmission}.
 */
export async function* previewFeedback(
  steps: readonly PreviewStep[],
  options: Omit<GradeOptions, 'submission' | 'onCase'>,
): AsyncGenerator<Preview> {
  const { progress = noProgress } = options;
  for (const [index, { submission, misconception, levels }] of steps.entries()) {
    const place = `${submission} (${index + 1} of ${steps.length})`;
    const reports = await gradeOnce(submission, { ...options, progress: within(place, progress) });
    progress({ step: place, state: 'done' });
    for (const feedback of levels) {
      yield { submission, ...(misconception === undefined ? {} : { misconception }), feedback, report: reports(feedback) };
    }
  }
}

async function gradeOnce(path: string, options: Omit<GradeOptions, 'submission'>): Promise<(feedback: FeedbackLevel) => Report> {
  const { exercise, signal } = options;
  const startedAt = new Date();
  const startedMs = performance.now();
  let submission: Submission | null = null;
  try {
    const reading = { entry: exercise.entry, ...(signal === undefined ? {} : { signal }) };
    submission = await readSubmission(join(exercise.folder ?? '', path), reading);
    checkEntry(submission, exercise.entry);
    const grading = await gradeSubmission({ ...options, submission });
    return reportsOf({ exercise: grading.exercise, submission, verdict: grading.verdict, run: grading.run });
  } catch (error) {
    if (!(error instanceof SubmissionRefusedError)) throw error;
    const verdict = ungradedVerdict(error);
    const run = ungradedRun({ startedAt, wallTimeMs: performance.now() - startedMs, limits: exercise.limits });
    return reportsOf({ exercise, submission, verdict, run });
  }
}

function reportsOf(parts: Omit<ReportParts, 'feedback'>): (feedback: FeedbackLevel) => Report {
  return (feedback) => buildReport({ ...parts, feedback });
}

/** Progress of one grading among several. */
function within(place: string, progress: Progress): Progress {
  return ({ step, ...event }) => progress({ step: `${place}: ${step}`, ...event });
}

function missing(slug: string, name: string): ExerciseIncompleteError {
  return new ExerciseIncompleteError(
    slug,
    `lacks the folder wrong/${name}/`,
    `Write the wrong solution there, or take "${name}" out of "wrongSolutions" in exercise.json.`,
  );
}

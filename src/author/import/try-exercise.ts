import { join } from 'node:path';
import { readExercise } from '../../catalog/read-exercise.ts';
import type { Engine } from '../../engine/engine.ts';
import { gradeSubmission, type ImageNames } from '../../grading/grade-submission.ts';
import { SuiteChangedError } from '../../grading/grading-errors.ts';
import type { Exercise } from '../../model/exercise.ts';
import type { Progress } from '../../model/progress.ts';
import type { CaseResult, DeclaredCase, Verdict } from '../../model/verdict.ts';
import { EngineError, JudgeError, WaymarkError } from '../../model/waymark-error.ts';
import { asEntry } from '../../submission/check-entry.ts';
import { readSubmission } from '../../submission/read-submission.ts';

/** What came of grading one part of an exercise. */
export type Trial =
  | { readonly kind: 'graded'; readonly verdict: Verdict; readonly hasAllPoints: boolean }
  /** The exercise or its files are such that nothing was graded. */
  | { readonly kind: 'not-graded'; readonly error: WaymarkError };

export interface Trials {
  readonly reference: Trial;
  /** Absent where there is no starter, and where the reference could not be graded. */
  readonly starter?: Trial;
  /** The suite uses the submission while it is collected, so that grading needs a tests.json. */
  readonly needsDeclaring: boolean;
}

export interface TryOptions {
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly hasStarter: boolean;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Grades the reference and the starter of an exercise, once each.
 * @throws {EngineError | JudgeError} for what is ours.
 */
export async function tryExercise(folder: string, options: TryOptions): Promise<Trials> {
  const { signal } = options;
  let exercise = await readExercise(folder, signal === undefined ? {} : { signal });
  let needsDeclaring = false;
  const gradePart = async (part: string): Promise<Trial> => await outcome(() => grade(exercise, join(folder, part), options));

  let reference = await gradePart('solution');
  if (reference.kind === 'not-graded' && reference.error instanceof SuiteChangedError && exercise.declared === undefined) {
    needsDeclaring = true;
    const declared = await collectBeside(exercise, join(folder, 'solution'), options);
    if (declared.length > 0) {
      exercise = { ...exercise, declared };
      reference = await gradePart('solution');
    }
  }
  const goesOn = options.hasStarter && reference.kind === 'graded';
  return { reference, ...(goesOn ? { starter: await gradePart('starter') } : {}), needsDeclaring };
}

/** Tests that did not give all their points. */
export function shortfalls({ cases }: Verdict): readonly CaseResult[] {
  return cases.filter(({ points, maximum }) => points < maximum);
}

async function grade(exercise: Exercise, path: string, options: TryOptions): Promise<Verdict> {
  const { engine, images, progress, signal } = options;
  const submission = asEntry(
    await readSubmission(path, { entry: exercise.entry, ...(signal === undefined ? {} : { signal }) }),
    exercise.entry,
  );
  const { verdict } = await gradeSubmission({
    exercise,
    submission,
    engine,
    images,
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
  });
  return verdict;
}

async function outcome(grading: () => Promise<Verdict>): Promise<Trial> {
  try {
    const verdict = await grading();
    return { kind: 'graded', verdict, hasAllPoints: verdict.status === 'graded' && verdict.score?.fraction === 1 };
  } catch (error) {
    if (!(error instanceof WaymarkError) || error instanceof EngineError || error instanceof JudgeError) throw error;
    return { kind: 'not-graded', error };
  }
}

/** The tests such a suite has beside the reference. A suite that stands alone may be collected beside anything. */
async function collectBeside(exercise: Exercise, path: string, options: TryOptions): Promise<readonly DeclaredCase[]> {
  const { folder: _, ...suite } = exercise;
  const trial = await outcome(() => grade(suite, path, options));
  return trial.kind === 'graded' ? trial.verdict.cases.map(({ id, title, maximum }) => ({ id, title, points: maximum })) : [];
}

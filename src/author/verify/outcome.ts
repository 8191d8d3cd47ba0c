import type { Grading } from '../../grading/grading-session.ts';
import type { CaseStatus, SubmissionStatus } from '../../model/verdict.ts';

/** What a proof keeps of a grading. */
export interface Outcome {
  readonly status: SubmissionStatus;
  /** Share of the points earned, 0..1; of those worth points that were run, where it was ended early. */
  readonly fraction: number;
  readonly cases: readonly OutcomeCase[];
  /** The first sentence of why nothing could be run. */
  readonly problem?: string;
  /** Wall time of the grading, without starting judge and services. */
  readonly gradingMs: number;
  /** False where it was ended before the last test. */
  readonly isWhole: boolean;
}

export interface OutcomeCase {
  readonly id: string;
  readonly status: CaseStatus;
  readonly points: number;
  readonly maximum: number;
  readonly message?: string;
  readonly wallTimeMs: number;
}

export function outcomeOf({ verdict, run }: Grading, isWhole: boolean): Outcome {
  const times = new Map(run.tests.map(({ id, wallTimeMs }) => [id, wallTimeMs]));
  const { phases } = run;
  return {
    status: verdict.status,
    fraction: verdict.score?.fraction ?? 0,
    cases: verdict.cases.map(({ id, status, points, maximum, message }) => ({
      id,
      status,
      points,
      maximum,
      ...(message === undefined ? {} : { message }),
      wallTimeMs: Math.round(times.get(id) ?? 0),
    })),
    ...(verdict.problem === undefined ? {} : { problem: verdict.problem.message }),
    gradingMs: (phases['sandbox'] ?? 0) + (phases['loading'] ?? 0) + (phases['tests'] ?? 0),
    isWhole,
  };
}

export function failedIds({ cases }: Outcome): readonly string[] {
  return cases.filter(({ status }) => status !== 'passed').map(({ id }) => id);
}

/** Whether a limit ended a test: the submission would not come to an end by itself. */
export function ranOut({ cases }: Outcome): boolean {
  return cases.some(({ status }) => status === 'timeout' || status === 'memory-limit' || status === 'output-limit');
}

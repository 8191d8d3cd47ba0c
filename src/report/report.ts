import type { Limits } from '../model/limits.ts';
import type { Score } from '../model/points.ts';
import type { EngineFacts, ImageFacts, RunUsage } from '../model/run-facts.ts';
import type { CaseStatus, CaseUsage, Comparison, FeedbackLevel, LimitEvidence, Owner, SubmissionStatus } from '../model/verdict.ts';

/** The graded report as it is written. What each field means is told in `schemas/report.schema.json`, which it is checked against. */
export interface Report {
  readonly schemaVersion: 1;
  readonly exercise: ReportedExercise | null;
  readonly submission: ReportedSubmission | null;
  readonly status: SubmissionStatus;
  readonly score: Score | null;
  readonly feedback: FeedbackLevel;
  readonly problem?: ReportedProblem;
  readonly tests: readonly ReportedCase[];
  /** Over everything but itself and `run`: two gradings of the same submission have the same. */
  readonly digest: string;
  readonly run: ReportedRun;
}

export interface ReportedExercise {
  readonly slug: string;
  readonly title: string;
  readonly version: string;
  readonly digest: string;
  /** Share of the points that passes, 0..1. */
  readonly passFraction: number;
}

export interface ReportedSubmission {
  readonly name: string;
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** One test, as much of it as the feedback level allows. */
export interface ReportedCase {
  readonly id: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly points: number;
  readonly maximum: number;
  readonly owner?: Owner | null;
  readonly message?: string;
  readonly explanation?: string;
  readonly comparison?: Comparison;
  readonly error?: ReportedError;
  readonly limit?: LimitEvidence;
  readonly signal?: string;
  readonly exitCode?: number;
  readonly hint?: string;
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface ReportedError {
  readonly type: string;
  /** At feedback `full` only. */
  readonly message?: string;
  readonly traceback: readonly ReportedFrame[];
}

export interface ReportedFrame {
  readonly file: string;
  readonly line: number;
  readonly function?: string;
  readonly source?: string;
}

export interface ReportedProblem {
  readonly code: string;
  readonly owner: Owner;
  readonly message: string;
  readonly next?: string;
  readonly file?: string;
  readonly line?: number;
  readonly error?: ReportedError;
  readonly limit?: LimitEvidence;
}

export interface ReportedRun {
  readonly id: string;
  readonly tool: Tool;
  readonly engine: EngineFacts | null;
  readonly runtime: string | null;
  readonly images: { readonly judge: ImageFacts | null; readonly sandbox: ImageFacts | null };
  readonly limits: Limits | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly usage: RunUsage;
  readonly phases: Readonly<Record<string, number>>;
  readonly tests: readonly CaseUsage[];
}

/** The program that graded. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

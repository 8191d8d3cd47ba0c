import type { SchemaTypes } from '../schema/generated/schemas.ts';

/** The graded report as it is written: `schemas/report.schema.json` as a type, which tells what each field means. */
export type Report = Frozen<SchemaTypes['report']>;

export type ReportedExercise = NonNullable<Report['exercise']>;
export type ReportedSubmission = NonNullable<Report['submission']>;
/** One test, as much of it as the feedback level allows. */
export type ReportedCase = Report['tests'][number];
export type ReportedError = NonNullable<ReportedCase['error']>;
export type ReportedFrame = ReportedError['traceback'][number];
export type ReportedProblem = NonNullable<Report['problem']>;
export type ReportedRun = Report['run'];
/** The program that graded. */
export type Tool = ReportedRun['tool'];

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

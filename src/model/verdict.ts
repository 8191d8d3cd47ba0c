import type { Score } from './points.ts';

/** Whose news it is: the learner's work, the author's exercise, or our own machinery ("house"). */
export type Owner = 'learner' | 'author' | 'house';

export type SubmissionStatus = 'graded' | 'refused' | 'import-failed' | 'infrastructure-error';

export type CaseStatus =
  | 'passed'
  | 'failed'
  | 'error'
  | 'timeout'
  | 'memory-limit'
  | 'output-limit'
  | 'process-limit'
  | 'crashed'
  | 'skipped';

/** How much a report tells the learner. `full` everything, `hints` title, status and hint, `titles` title and status, `score` the score only. */
export type FeedbackLevel = 'full' | 'hints' | 'titles' | 'score';

/** A test of the suite as declared: collected without, or with the reference, submission. Part of the exercise's digest. */
export interface DeclaredCase {
  /** pytest node id relative to the suite's folder, e.g. `test_slug.py::test_spaces[a  b]`. */
  readonly id: string;
  /** First line of the docstring, or a readable form of the name. */
  readonly title: string;
  readonly points: number;
  readonly hint?: string;
}

/** One frame of the learner's own traceback. */
export interface TraceFrame {
  /** Path inside the submission. */
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** The source line, stripped; absent where it could not be read. */
  readonly source?: string;
}

/** An exception that left the learner's code. */
export interface LearnerError {
  /** Class name, e.g. `ZeroDivisionError`. */
  readonly type: string;
  readonly message: string;
  /** Outermost call first, frames of the submission only. */
  readonly traceback: readonly TraceFrame[];
}

/** A limit that was hit: its name, its ceiling and what was measured, in the limit's own unit. */
export interface LimitEvidence {
  /** A key of {@link Limits}, e.g. `testTimeMs`. */
  readonly limit: string;
  readonly ceiling: number;
  /** Absent where the kernel or the engine stopped it without a measurement. */
  readonly measured?: number;
}

/** What came back compared with what was expected, as text cut to a safe size. */
export interface Comparison {
  readonly expected: string;
  readonly actual: string;
  /** Unified diff, absent for one-line values. */
  readonly diff?: string;
}

/** What one test came to. Everything in it repeats byte for byte between two gradings of the same submission. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly owner: Owner | null;
  readonly points: number;
  readonly maximum: number;
  /** A sentence a learner understands: what happened and what to do next. Absent for a passed test. */
  readonly message?: string;
  /** The assertion as pytest explains it, judge side; shown at feedback `full` only. */
  readonly explanation?: string;
  readonly comparison?: Comparison;
  readonly error?: LearnerError;
  readonly limit?: LimitEvidence;
  /** Signal name for `crashed` by a signal, e.g. `SIGSEGV`. */
  readonly signal?: string;
  /** Exit code for `crashed` by an early exit. */
  readonly exitCode?: number;
  readonly hint?: string;
  /** What the learner's code printed in this test, head and tail of it, safe to print. */
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Why nothing (more) was graded. */
export interface Problem {
  /** Stable code, e.g. `WAYMARK_ENGINE_UNREACHABLE`, `submission.unsafe-archive`, `import.syntax-error`. */
  readonly code: string;
  readonly owner: Owner;
  /** One sentence: what happened. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly next?: string;
  /** Path inside the submission (and line) it is about, where there is one. */
  readonly file?: string;
  readonly line?: number;
  readonly error?: LearnerError;
  readonly limit?: LimitEvidence;
}

/** Time and resources of one test; varies, so it lives in the report's `run` section. */
export interface CaseUsage {
  readonly id: string;
  /** Wall time from the test's first touch to its end, judge and bridge included. */
  readonly wallTimeMs: number;
  /** Wall time the submission was at work. */
  readonly submissionTimeMs: number;
  /** CPU time of the test's worker and its children. */
  readonly cpuTimeMs?: number;
  /** Peak resident memory of the test's worker. */
  readonly peakMemoryBytes?: number;
}

/** The judged result of a submission. `cases` is complete (every declared case once, in declared order) when `status` is `graded` or `import-failed`. */
export interface Verdict {
  readonly status: SubmissionStatus;
  readonly score: Score | null;
  readonly cases: readonly CaseResult[];
  readonly problem?: Problem;
}

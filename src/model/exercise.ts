import type { Limits } from './limits.ts';
import type { SourceFile } from './submission.ts';
import type { DeclaredCase, FeedbackLevel } from './verdict.ts';

/** A common misconception, written out as a submission; the suite must catch it. */
export interface WrongSolution {
  /** Folder name under `wrong/`. */
  readonly name: string;
  /** What the learner got wrong, one sentence. */
  readonly misconception: string;
  /** Ids of tests that must fail for it, at least one. A bare function name stands for all its parameters. */
  readonly failingTests: readonly string[];
  /** Names of wrong solutions before it that fail the very same tests, on purpose. */
  readonly sameTestsAs?: readonly string[];
}

/** The hidden suite: what is sent to the judge and nowhere else. */
export interface Suite {
  /** Paths relative to `hidden/`. */
  readonly files: readonly SourceFile[];
  /** `sha256:<hex>` over the files. */
  readonly digest: string;
}

/** An exercise as the catalogue hands it out, schema-checked and with defaults filled in. */
export interface Exercise {
  readonly slug: string;
  readonly title: string;
  /** Topic id from `exercises/topics.json`; absent for a minimal exercise. */
  readonly topic?: string;
  readonly difficulty?: 1 | 2 | 3 | 4 | 5;
  readonly minutes?: number;
  readonly objectives: readonly string[];
  readonly outOfScope: readonly string[];
  readonly prerequisites: readonly string[];
  /** Name of a sandbox image under `runner-images/`. Default `python`. */
  readonly image: string;
  /** Files the submission must have, or folders with a slash at the end (`shop/`); their top-level module names are what the suite imports from it. Default `["solution.py"]`. */
  readonly entry: readonly string[];
  readonly services: readonly string[];
  readonly limits: Limits;
  /** Share of the points that passes, 0..1. Default 0.6. */
  readonly passFraction: number;
  /** Default `full`. */
  readonly feedback: FeedbackLevel;
  readonly wrongSolutions: readonly WrongSolution[];
  /** It does not reach the bar of a proof yet. Default false. */
  readonly isDraft?: boolean;
  /** Cases declared in `tests.json`; absent where the exercise has none yet. */
  readonly declared?: readonly DeclaredCase[];
  readonly suite: Suite;
  /** `sha256:<hex>` over exercise.json, tests.json and the suite. */
  readonly digest: string;
  /** `version` of exercise.json, default `1.0.0`. */
  readonly version: string;
  /** Absolute folder on the host; for author commands, never for reports. Absent for a bare `--suite`. */
  readonly folder?: string;
}

/** What exercise.json says, with defaults filled in: all that is known of a learner's copy, which has no hidden suite. */
export interface ExerciseDescription extends Omit<Exercise, 'declared' | 'suite' | 'digest'> {
  /** Absent for the exercise itself. */
  readonly packedFor?: 'learner';
}

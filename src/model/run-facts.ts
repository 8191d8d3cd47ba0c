import type { Limits } from './limits.ts';
import type { CaseUsage } from './verdict.ts';

/** An image as it was used. */
export interface ImageFacts {
  /** Name and content tag it was started by, e.g. `waymark/judge:3f2a…`. */
  readonly reference: string;
  /** The engine's own id of it, `sha256:<hex>`. */
  readonly id: string;
}

/** The container engine that did the work. */
export interface EngineFacts {
  /** `Docker` or `Podman`, as the engine calls itself. */
  readonly name: string;
  readonly version: string;
  /** Operating system and architecture of its containers, e.g. `linux/amd64`. */
  readonly platform: string;
}

/** What a whole grading took. */
export interface RunUsage {
  /** From the start of the grading to its verdict. */
  readonly wallTimeMs: number;
  /** Wall time the submission was at work, over all tests. */
  readonly submissionTimeMs: number;
  /** CPU time of the submission's workers; absent where it was not measured. */
  readonly cpuTimeMs?: number;
  /** Largest memory of one worker; absent where it was not measured. */
  readonly peakMemoryBytes?: number;
  /** Sandboxes used up: 1, and one more each time a test cost the sandbox its life. */
  readonly sandboxes: number;
}

/**
 * Everything about one grading that may differ the next time; becomes the report's `run` section.
 * Facts are null where they never came to be known: nothing was graded, or the engine could not be asked any more.
 */
export interface RunFacts {
  /** Unguessable id of this grading. */
  readonly id: string;
  readonly engine: EngineFacts | null;
  /** OCI runtime of the sandboxes, e.g. `runc`. */
  readonly runtime: string | null;
  readonly images: {
    readonly judge: ImageFacts | null;
    readonly sandbox: ImageFacts | null;
    /** Of the services beside the submission, by name; absent where the exercise has none. */
    readonly services?: Readonly<Record<string, ImageFacts>>;
  };
  /** Attempts it took to come to a verdict: 2 where the first one failed through our fault; 0 where none came to one. */
  readonly attempts: number;
  /** The limits in force. */
  readonly limits: Limits | null;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly usage: RunUsage;
  /** Milliseconds by phase, e.g. `{ collect: 12, tests: 40 }`. */
  readonly phases: Readonly<Record<string, number>>;
  /** Usage by test, ids as in the verdict. */
  readonly tests: readonly CaseUsage[];
}

import type { TrackedEngine } from './tracked-engine.ts';

/** What every measurement needs. */
export interface Bench {
  readonly engine: TrackedEngine;
  readonly images: BenchImages;
  readonly signal: AbortSignal;
  /** Removed at the end, with all that is in it. */
  readonly tempFolder: string;
  /** `name=value`: a label on every container that the Docker client makes, so that none stays behind. */
  readonly label: string;
  /** Talk, one line. */
  say(line: string): void;
}

export interface BenchImages {
  /** Content tag of a runner image or one of `bench/images/`, built if need be. */
  reference(name: string): Promise<string>;
}

/** A contestant or a measurement that this machine cannot have. Its message is the reason, for the report. */
export class NotPossibleError extends Error {
  override readonly name = 'NotPossibleError';
}

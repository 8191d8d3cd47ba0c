import type { Engine } from '../../engine/engine.ts';
import { serviceImage } from '../../engine/images/image-definition.ts';
import { type Grading, GradingSession, type ImageNames } from '../../grading/grading-session.ts';
import type { Variation } from '../../grading/variation.ts';
import type { Exercise } from '../../model/exercise.ts';
import type { Limits } from '../../model/limits.ts';
import type { Submission } from '../../model/submission.ts';
import type { CaseResult } from '../../model/verdict.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { rulesVersion } from './proof.ts';
import type { ResultStore } from './result-store.ts';

export interface GradeForProof {
  readonly variation?: Variation;
  /** Default: the exercise's. */
  readonly limits?: Limits;
  /** Ends the grading after a test; what it says must depend on nothing that `mode` does not name. */
  readonly isEnough?: (result: CaseResult) => boolean;
  readonly mode?: string;
}

export interface ProofGraderOptions {
  readonly exercise: Exercise;
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly store: ResultStore;
  readonly signal?: AbortSignal;
}

/** Grades variants of one exercise's solutions in warm sessions, as many at a time as are asked for, and nothing twice. */
export class ProofGrader implements AsyncDisposable {
  readonly exercise: Exercise;
  readonly #options: ProofGraderOptions;
  /** Sessions without a variation, which many submissions share. */
  readonly #idle: GradingSession[] = [];
  readonly #references: Promise<readonly string[]>;

  constructor(options: ProofGraderOptions) {
    this.exercise = options.exercise;
    this.#options = options;
    this.#references = referencesOf(options);
    this.#references.catch(() => undefined);
  }

  /** Everything a result of this exercise depends on beside the submission: suite, images, how it is run. */
  async ground(): Promise<readonly unknown[]> {
    const { suite, entry, services, image, limits, passFraction } = this.exercise;
    return [
      rulesVersion,
      suite.digest,
      entry,
      services,
      image,
      limits,
      passFraction,
      this.exercise.declared,
      await this.#references,
    ];
  }

  /**
   * @throws {ExerciseError} for what is the author's.
   * @throws {EngineError | JudgeError} for what is ours.
   */
  async outcome(submission: Submission, options: GradeForProof = {}): Promise<Outcome> {
    const { variation, limits, mode = 'whole' } = options;
    const parts = [...(await this.ground()), 'outcome', submission.digest, variation ?? {}, limits, mode];
    return this.#options.store.remember(parts, async () => {
      let isWhole = true;
      const isEnough = (result: CaseResult): boolean => {
        const enough = options.isEnough?.(result) ?? false;
        isWhole &&= !enough;
        return enough;
      };
      const grading = await this.#inSession(variation, (session) =>
        session.grade(submission, { isEnough, ...(limits === undefined ? {} : { limits }) }),
      );
      return outcomeOf(grading, isWhole);
    });
  }

  /** One that is not kept: for whoever needs all of it. */
  async grading(submission: Submission): Promise<Grading> {
    return await this.#inSession(undefined, (session) => session.grade(submission));
  }

  async #inSession<T>(variation: Variation | undefined, use: (session: GradingSession) => Promise<T>): Promise<T> {
    const { exercise, engine, images, signal } = this.#options;
    signal?.throwIfAborted();
    const open = (): GradingSession =>
      GradingSession.open({
        exercise,
        engine,
        images,
        // One grading at a time, and its successor's sandbox starts meanwhile; a session for one grading needs none.
        ahead: variation === undefined ? 1 : 0,
        ...(variation === undefined ? {} : { variation }),
        ...(signal === undefined ? {} : { signal }),
      });
    const session = (variation === undefined ? this.#idle.pop() : undefined) ?? open();
    const stop = (): void => {
      engine.later(session[Symbol.asyncDispose]());
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const result = await use(session);
      if (variation === undefined) {
        this.#idle.push(session);
      } else {
        stop();
      }
      return result;
    } catch (error) {
      // What breaks because it was torn down is no news; after anything else the session may be broken.
      stop();
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#idle.splice(0)) {
      this.#options.engine.later(session[Symbol.asyncDispose]());
    }
  }
}

async function referencesOf({ exercise, images }: ProofGraderOptions): Promise<readonly string[]> {
  const services = exercise.services.length === 0 ? [] : ['gate', ...exercise.services.map(serviceImage)];
  return Promise.all(['judge', exercise.image, ...services].map((name) => images.reference(name)));
}

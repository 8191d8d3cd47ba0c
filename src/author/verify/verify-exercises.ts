import { basename } from 'node:path';
import pMap from 'p-map';
import type { Engine } from '../../engine/engine.ts';
import type { ImageNames } from '../../grading/grading-session.ts';
import type { Progress } from '../../model/progress.ts';
import { noProgress } from '../../model/progress.ts';
import { readTool } from '../../report/tool.ts';
import { bars, isDraftInOrder, type Proof, type ProofsFile, rulesVersion } from './proof.ts';
import { ToolAnswers } from './tool-answers.ts';
import { type VerifyOptions, verifyExercise } from './verify-exercise.ts';

export interface VerifyManyOptions {
  /** Folders of exercises. */
  readonly folders: readonly string[];
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly catalogue: VerifyOptions['catalogue'];
  readonly cacheFolder: string | undefined;
  /** At most so many mutants of each, spread evenly over the reference; undefined for all. */
  readonly mostMutants?: number | undefined;
  /** What an earlier run found out: of an exercise that has not changed since, only reference, starter and wrong solutions are graded. */
  readonly earlier?: ProofsFile | undefined;
  /** Drafts do not have to reach the bar. Default false. */
  readonly isLenient?: boolean;
  /** How many gradings at a time; one exercise uses all of them, of many each gets its share. */
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/**
 * Proves several exercises at a time. One that is broken does not keep the others from being proven.
 * @throws {EngineError | JudgeError} for what is ours.
 */
export async function verifyExercises(options: VerifyManyOptions): Promise<ProofsFile> {
  const { folders, jobs, progress = noProgress } = options;
  const startedAt = new Date();
  const clock = performance.now();
  const atOnce = Math.max(1, Math.min(jobs, folders.length));
  const lanes = Math.max(1, Math.ceil(jobs / atOnce));
  // One wrong turn ends them all: their containers go with the signal.
  const failing = new AbortController();
  const signal = options.signal === undefined ? failing.signal : AbortSignal.any([options.signal, failing.signal]);
  await using tool = new ToolAnswers({ ...options, signal });
  let done = 0;
  const verify = async (folder: string): Promise<Proof> => {
    const slug = basename(folder);
    const proof = await verifyExercise(folder, slug, {
      ...options,
      mostMutants: options.mostMutants,
      isLenient: options.isLenient ?? false,
      earlier: earlierProof(options.earlier, slug),
      tool,
      lanes,
      signal,
      onStep: (step) =>
        progress({ step: `Verifying, ${done} of ${folders.length} done`, state: 'update', detail: `${slug}: ${step}` }),
    });
    done += 1;
    progress({ step: `${done} of ${folders.length}`, state: 'done', detail: `${slug} ${summary(proof)}` });
    return proof;
  };
  progress({
    step: `Verifying ${folders.length === 1 ? basename(folders[0] ?? '') : `${folders.length} exercises`}`,
    state: 'start',
  });
  try {
    const exercises = await pMap(folders, verify, { concurrency: atOnce, signal });
    return {
      schemaVersion: 1,
      rules: rulesVersion,
      tool: readTool(),
      startedAt: startedAt.toISOString(),
      wallTimeMs: Math.round(performance.now() - clock),
      bars,
      isProven: exercises.every((proof) => proof.isProven || isDraftInOrder(proof)),
      exercises,
    };
  } catch (error) {
    failing.abort(error);
    throw error;
  }
}

function earlierProof(earlier: ProofsFile | undefined, slug: string): Proof | undefined {
  return earlier?.rules === rulesVersion ? earlier.exercises.find((one) => one.slug === slug && one.isProven) : undefined;
}

function summary(proof: Proof): string {
  const { isFromCache, findings, wallTimeMs } = proof;
  const errors = findings.filter(({ level }) => level === 'error').length;
  const took = isFromCache ? 'unchanged' : `${(wallTimeMs / 1000).toFixed(0)} s`;
  return `${proof.isProven ? 'is proven' : isDraftInOrder(proof) ? 'is a draft' : `has ${errors} ${errors === 1 ? 'fault' : 'faults'}`} (${took})`;
}

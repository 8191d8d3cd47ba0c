import { join } from 'node:path';
import { readExercise } from '../catalog/read-exercise.ts';
import type { Engine } from '../engine/engine.ts';
import { packageRoot } from '../engine/package-root.ts';
import { gradeSubmission, type ImageNames } from '../grading/grade-submission.ts';
import type { Progress } from '../model/progress.ts';
import type { CaseResult, CaseStatus } from '../model/verdict.ts';
import { readSubmission } from '../submission/read-submission.ts';
import type { Check } from './examine-host.ts';

/** Probes that try to exceed a limit are ended by it; that is their success. */
const endedBy: Readonly<Record<string, CaseStatus>> = {
  test_memory: 'memory-limit',
  test_output: 'output-limit',
  test_busy_time: 'timeout',
  test_idle_time: 'timeout',
};

/**
 * Runs small probes in a real sandbox of this engine, graded as any submission is: each tries to pass a barrier or to exceed a limit. The
 * probes are an exercise of their own, `exercises/.barriers`, which no list shows.
 * @returns one finding for each barrier.
 * @throws {EngineError | JudgeError} when nothing can be graded here.
 */
export async function proveBarriers(options: {
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}): Promise<readonly Check[]> {
  const folder = join(packageRoot(), 'exercises', '.barriers');
  const exercise = await readExercise(folder);
  const submission = await readSubmission(join(folder, 'solution'), { entry: exercise.entry });
  const { verdict } = await gradeSubmission({ ...options, exercise, submission });
  const problem = verdict.problem;
  return problem === undefined
    ? verdict.cases.map(asCheck)
    : [
        {
          name: 'barriers',
          state: 'failed',
          message: problem.message,
          ...(problem.next === undefined ? {} : { next: problem.next }),
        },
      ];
}

function asCheck({ id, title, status, hint, message }: CaseResult): Check {
  const name = id.split('::').at(-1) ?? id;
  const isInForce = status === (endedBy[name] ?? 'passed');
  const seen = isInForce ? '' : ` — not in force (${status === 'passed' ? 'the probe went on to its end' : (message ?? status)})`;
  return {
    name: 'barrier',
    state: isInForce ? 'ok' : 'failed',
    message: `${title}${seen}`,
    ...(isInForce || hint === undefined ? {} : { next: hint }),
  };
}

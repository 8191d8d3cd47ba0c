import { GradingSession } from '../../src/grading/grading-session.ts';
import type { Submission } from '../../src/model/submission.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { readSubmission } from '../../src/submission/read-submission.ts';
import type { BenchImages } from '../bench.ts';
import type { TrackedEngine } from '../tracked-engine.ts';
import type { Answer, OpenContestant } from './contestant.ts';

/** Waymark with its session open: what a server or a batch pays for one more submission. */
export const openWarm: OpenContestant = async (suite, bench, concurrency = 1) => {
  const { engine, images, signal } = bench;
  const session = openSession({ exercise: suite.exercise, engine, images, signal, concurrency });
  const submissions = {
    honest: await readSubmission(suite.submissions.honest, { entry: suite.exercise.entry }),
    broken: await readSubmission(suite.submissions.broken, { entry: suite.exercise.entry }),
  };
  return {
    grade: async (candidate) => answerOf(await gradeIn(session, submissions[candidate])),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
};

export interface OpenSessionOptions {
  readonly exercise: Parameters<typeof GradingSession.open>[0]['exercise'];
  readonly engine: TrackedEngine;
  readonly images: BenchImages;
  readonly signal: AbortSignal;
  /** How many gradings there are at once at most. */
  readonly concurrency: number;
}

/** A session as whoever grades so many at once would open it. */
export function openSession({ concurrency, ...options }: OpenSessionOptions): GradingSession {
  return GradingSession.open({ ...options, ahead: concurrency });
}

export async function gradeIn(session: GradingSession, submission: Submission): Promise<Verdict> {
  return (await session.grade(submission)).verdict;
}

export function answerOf(verdict: Pick<Verdict, 'cases'>): Answer {
  const passed = verdict.cases.filter(({ status }) => status === 'passed').length;
  return { passed, failed: verdict.cases.length - passed };
}

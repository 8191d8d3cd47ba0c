import { randomUUID } from 'node:crypto';
import type { Limits } from '../model/limits.ts';
import type { RunFacts } from '../model/run-facts.ts';
import type { Verdict } from '../model/verdict.ts';
import { SubmissionRefusedError, toProblem, type WaymarkError } from '../model/waymark-error.ts';

/** The verdict when an error came before one: a refusal where it is the learner's, otherwise an infrastructure error. Never with a score. */
export function ungradedVerdict(error: WaymarkError): Verdict {
  return {
    status: error instanceof SubmissionRefusedError ? 'refused' : 'infrastructure-error',
    score: null,
    cases: [],
    problem: toProblem(error),
  };
}

/** What there is to say about a run that did not come to a verdict. */
export function ungradedRun(facts: {
  readonly startedAt: Date;
  /** Measured, and not the difference of two readings of a clock that somebody may set. */
  readonly wallTimeMs: number;
  readonly limits: Limits | null;
}): RunFacts {
  return {
    id: randomUUID(),
    engine: null,
    runtime: null,
    images: { judge: null, sandbox: null },
    attempts: 0,
    limits: facts.limits,
    startedAt: facts.startedAt.toISOString(),
    finishedAt: new Date(facts.startedAt.getTime() + facts.wallTimeMs).toISOString(),
    usage: { wallTimeMs: facts.wallTimeMs, submissionTimeMs: 0, sandboxes: 0 },
    phases: {},
    tests: [],
  };
}

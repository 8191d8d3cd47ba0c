import pMap from 'p-map';
import type { Variation } from '../../../grading/variation.ts';
import type { Submission } from '../../../model/submission.ts';
import { failedIds, type Outcome, outcomeOf } from '../outcome.ts';
import { bars, type Finding, type Proof } from '../proof.ts';
import type { ProofGrader } from '../proof-grader.ts';

export interface ReferenceCheck {
  readonly reference: NonNullable<Proof['reference']>;
  readonly time: NonNullable<Proof['time']>;
  readonly findings: readonly Finding[];
}

/** The first run is as learners are graded; the others vary what must not matter. */
function variationOf(run: number): Variation {
  return { order: run, hashSeed: run };
}

/** Grades the reference several times, in random test order and with other hash seeds: full marks each time, and quickly. */
export async function checkReference(grader: ProofGrader, reference: Submission, lanes: number): Promise<ReferenceCheck> {
  const first = await grader.outcome(reference);
  const runs = Array.from({ length: bars.runs - 1 }, (_, place) => place + 1);
  const grade = (run: number): Promise<Outcome> => grader.outcome(reference, { variation: variationOf(run) });
  // One that fails twice is wrong, and more gradings tell nothing new; one that fails once is flaky.
  const second = isPerfect(first) ? undefined : await grade(1);
  const isWrong = second !== undefined && !isPerfect(second);
  const outcomes = isWrong ? [first, second] : [first, ...(await pMap(runs, grade, { concurrency: lanes }))];
  const perfect = outcomes.filter(isPerfect);
  const flaky = flakyTests(outcomes);
  const times = await gradingTimes(grader, reference, outcomes);
  return {
    reference: { runs: outcomes.length, passedRuns: perfect.length, flaky: [...flaky] },
    time: { medianMs: Math.round(medianOf(times)), slowest: slowest(first) },
    findings: [
      ...(perfect.length > 0 ? [] : failures(first)),
      ...flaky.map(
        (id): Finding => ({
          check: 'flaky',
          level: 'error',
          message: `The test ${id} is flaky: the reference passes it in ${count(outcomes, id)} of ${outcomes.length} runs.`,
          file: `hidden/${id.split('::', 1)[0]}`,
          next: 'Runs differ in test order and hash seed: look for state that tests share, the order of sets, times and chance.',
        }),
      ),
      ...timeFindings(times, first),
    ],
  };
}

/**
 * How long the gradings took, in ms. Several ran at a time, or on another day: what was too slow then is timed once more, alone.
 */
async function gradingTimes(
  grader: ProofGrader,
  reference: Submission,
  outcomes: readonly Outcome[],
): Promise<readonly number[]> {
  const times = outcomes.map(({ gradingMs }) => gradingMs);
  if (medianOf(times) <= bars.gradingTimeMs || !outcomes.every(isPerfect)) {
    return times;
  }
  const alone: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    alone.push(outcomeOf(await grader.grading(reference), true).gradingMs);
  }
  return alone;
}

/** A busy machine makes any of them slow; what is slow even at its fastest is the suite's doing. */
function timeFindings(times: readonly number[], first: Outcome): readonly Finding[] {
  const median = medianOf(times);
  if (median <= bars.gradingTimeMs) {
    return [];
  }
  const tests = slowest(first).map(({ id, ms }) => `${id} (${(ms / 1000).toFixed(1)} s)`);
  return [
    {
      check: 'time',
      level: Math.min(...times) > bars.gradingTimeMs ? 'error' : 'warning',
      message: `Grading the reference takes ${(median / 1000).toFixed(1)} s in the median, more than ${bars.gradingTimeMs / 1000} s.`,
      next: `Make the slowest tests do less: ${tests.join(', ')}. On a busy machine, verify again.`,
    },
  ];
}

function isPerfect(outcome: Outcome): boolean {
  return outcome.status === 'graded' && failedIds(outcome).length === 0;
}

function failures(outcome: Outcome): readonly Finding[] {
  const base = { check: 'reference', level: 'error' } as const;
  if (outcome.status !== 'graded') {
    const message = `The reference solution cannot be graded: ${outcome.problem ?? outcome.status}`;
    return [{ ...base, message, file: 'solution/', next: 'Mend the reference; nothing else can be proven before.' }];
  }
  return outcome.cases
    .filter(({ status }) => status !== 'passed')
    .map(({ id, status, message }) => ({
      ...base,
      message: `The reference fails ${id} (${status}): ${message ?? ''}`,
      file: `hidden/${id.split('::', 1)[0]}`,
      next: 'Mend the reference or the test; nothing else can be proven before.',
    }));
}

function flakyTests(outcomes: readonly Outcome[]): readonly string[] {
  const ids = outcomes[0]?.cases.map(({ id }) => id) ?? [];
  return ids.filter((id) => {
    const passes = count(outcomes, id);
    return passes > 0 && passes < outcomes.length;
  });
}

function count(outcomes: readonly Outcome[], id: string): number {
  return outcomes.filter(({ cases }) => cases.some((one) => one.id === id && one.status === 'passed')).length;
}

function slowest({ cases }: Outcome): NonNullable<Proof['time']>['slowest'] {
  return cases
    .map(({ id, wallTimeMs }) => ({ id, ms: wallTimeMs }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 3);
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

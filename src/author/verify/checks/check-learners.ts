import pMap from 'p-map';
import { withoutParameters } from '../../../model/case-id.ts';
import type { Exercise, WrongSolution } from '../../../model/exercise.ts';
import type { Submission } from '../../../model/submission.ts';
import { failedIds, type Outcome } from '../outcome.ts';
import type { Finding, Proof } from '../proof.ts';
import type { ProofGrader } from '../proof-grader.ts';

/** Grades the starter: it is not there yet, but it can be imported, or a learner begins with a riddle. */
export async function checkStarter(
  grader: ProofGrader,
  starter: Submission,
): Promise<{ readonly starter: NonNullable<Proof['starter']>; readonly findings: readonly Finding[] }> {
  const outcome = await grader.outcome(starter);
  const base = { check: 'starter', level: 'error', file: 'starter/' } as const;
  const findings: Finding[] = [];
  if (outcome.status !== 'graded') {
    const message = `The starter cannot be imported: ${outcome.problem ?? outcome.status}`;
    findings.push({
      ...base,
      message,
      next: 'Let it define every name the suite uses, with "raise NotImplementedError" inside.',
    });
  } else if (outcome.fraction >= grader.exercise.passFraction) {
    const message = `The starter passes already, with ${percent(outcome.fraction)} of the points.`;
    findings.push({ ...base, message, next: 'Take out of it what the learner is to write, or test more of it.' });
  }
  return { starter: { status: outcome.status, fraction: outcome.fraction }, findings };
}

/** Grades each wrong solution: it fails exactly the tests that its entry names, and no other one fails the very same. */
export async function checkWrongSolutions(
  grader: ProofGrader,
  wrong: ReadonlyMap<string, Submission>,
  lanes: number,
): Promise<{ readonly wrongSolutions: Proof['wrongSolutions']; readonly findings: readonly Finding[] }> {
  const graded = await pMap([...wrong], async ([name, submission]) => ({ name, outcome: await grader.outcome(submission) }), {
    concurrency: lanes,
  });
  const entries = new Map(grader.exercise.wrongSolutions.map((entry) => [entry.name, entry]));
  return {
    wrongSolutions: graded.map(({ name, outcome }) => ({ name, fraction: outcome.fraction, failed: [...failedIds(outcome)] })),
    findings: [
      ...graded.flatMap(({ name, outcome }) => {
        const entry = entries.get(name);
        return entry === undefined ? [] : caughtAsNamed(entry, outcome);
      }),
      ...twins(grader.exercise, graded),
    ],
  };
}

function caughtAsNamed({ name, failingTests }: WrongSolution, outcome: Outcome): readonly Finding[] {
  const base = { check: 'wrong-solutions', level: 'error', file: `wrong/${name}/` } as const;
  if (outcome.status !== 'graded') {
    const message = `The wrong solution "${name}" cannot be imported: ${outcome.problem ?? outcome.status}`;
    return [{ ...base, message, next: 'A misconception is code that runs and does the wrong thing.' }];
  }
  const isNamed = (id: string): boolean => failingTests.includes(id) || failingTests.includes(withoutParameters(id));
  const failed = failedIds(outcome);
  const unnamed = failed.filter((id) => !isNamed(id));
  const missed = outcome.cases.map(({ id }) => id).filter((id) => isNamed(id) && !failed.includes(id));
  const findings: Finding[] = [];
  if (failed.length === 0) {
    const message = `The wrong solution "${name}" gets all points.`;
    findings.push({ ...base, message, next: 'Add a test that catches the misconception.' });
  }
  if (unnamed.length > 0) {
    const message = `The wrong solution "${name}" also fails ${unnamed.join(', ')}.`;
    findings.push({ ...base, message, next: 'Name them in "failingTests", or make it wrong in one way only.' });
  }
  if (missed.length > 0 && failed.length > 0) {
    const message = `The wrong solution "${name}" passes ${missed.join(', ')}, which should catch it.`;
    findings.push({ ...base, message, next: 'Mend the tests, or take them out of "failingTests".' });
  }
  return findings;
}

/** Wrong solutions that the suite cannot tell apart, unless their entries say so. */
function twins(exercise: Exercise, graded: readonly { readonly name: string; readonly outcome: Outcome }[]): readonly Finding[] {
  const said = new Map(exercise.wrongSolutions.map(({ name, sameTestsAs }) => [name, sameTestsAs ?? []]));
  return graded.flatMap(({ name, outcome }, place) =>
    graded
      .slice(0, place)
      .filter((other) => failedIds(outcome).length > 0 && failedIds(other.outcome).join() === failedIds(outcome).join())
      .filter((other) => !said.get(name)?.includes(other.name) && !said.get(other.name)?.includes(name))
      .map(
        (other): Finding => ({
          check: 'alike',
          level: 'error',
          message: `The wrong solutions "${other.name}" and "${name}" fail the very same tests: the suite cannot tell them apart.`,
          file: 'exercise.json',
          next: `Add a test that only one of them fails, or say "sameTestsAs": ["${other.name}"] for "${name}".`,
        }),
      ),
  );
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

import type { Contestant } from '../contestants/contestant.ts';
import type { Candidate, Suite } from '../suites.ts';

/** A contestant whose answer is wrong must not be timed. */
export class WrongAnswerError extends Error {
  override readonly name = 'WrongAnswerError';
}

/** Grades once and holds the answer against what it must be. @throws {WrongAnswerError} */
export async function gradeAndCheck(contestant: Contestant, suite: Suite, candidate: Candidate): Promise<void> {
  const answer = await contestant.grade(candidate);
  if (answer === undefined) return;
  const { passed, failed } = answer;
  const isRight = candidate === 'honest' ? passed === suite.tests && failed === 0 : failed > 0 && passed + failed === suite.tests;
  if (isRight) return;
  throw new WrongAnswerError(
    `The ${candidate} submission came to ${passed} passed and ${failed} failed of ${suite.tests} tests.`,
  );
}

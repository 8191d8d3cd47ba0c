import type { CaseResult, DeclaredCase, LimitEvidence } from '../model/verdict.ts';
import { type CaseFacts, learnerError } from './case-facts.ts';
import type { Interruption } from './interruption.ts';

export interface CaseParts {
  readonly declared: DeclaredCase;
  /** What the judge says; absent where the test never came to an end. */
  readonly facts?: CaseFacts;
  readonly interruption?: Interruption;
  /** A limit the submission ran into without being ended by it. */
  readonly strain?: Interruption;
  readonly stdout: string;
  readonly stderr: string;
  /** The suite alone says what counts, there is no declared maximum to hold to: a test it leaves out is worth nothing. */
  readonly isBareSuite?: boolean;
}

/** One test's result. An interruption comes before whatever the suite made of it; nothing but the judge's `passed` passes. */
export function caseResult({
  declared,
  facts,
  interruption,
  strain,
  stdout,
  stderr,
  isBareSuite = false,
}: CaseParts): CaseResult {
  const base = {
    id: declared.id,
    title: declared.title,
    maximum: declared.points,
    ...(declared.hint === undefined ? {} : { hint: declared.hint }),
  };
  const output = { ...(stdout === '' ? {} : { stdout }), ...(stderr === '' ? {} : { stderr }) };
  if (interruption === undefined && facts?.status === 'passed') {
    const { hint: _, ...passed } = { hint: '', ...base };
    return { ...passed, status: 'passed', owner: null, points: declared.points, ...output };
  }
  if (interruption === undefined && facts?.status === 'skipped') {
    return {
      ...base,
      // Left out for every submission alike, it is worth nothing; left out because of this one, it costs its points.
      maximum: facts.hasMetSubmission && !isBareSuite ? declared.points : 0,
      status: 'skipped',
      owner: 'author',
      points: 0,
      ...(facts.reason === undefined ? {} : { message: `The suite left this test out: ${facts.reason}` }),
      ...output,
    };
  }
  const ended = interruption ?? strain;
  if (ended !== undefined) {
    // What the submission raised on its way out is no news beside the limit it hit.
    return { ...base, ...ended, owner: 'learner', points: 0, ...output };
  }
  return { ...base, ...explain(facts), owner: 'learner', points: 0, ...output };
}

/** A test that was never begun, because the time for the whole grading was used up. */
export function unreached(declared: DeclaredCase, limit: LimitEvidence): CaseResult {
  return caseResult({ declared, interruption: { status: 'timeout', limit }, stdout: '', stderr: '' });
}

/** A test of a submission whose code cannot be imported. */
export function unimported(declared: DeclaredCase): CaseResult {
  return {
    id: declared.id,
    title: declared.title,
    status: 'error',
    owner: 'learner',
    points: 0,
    maximum: declared.points,
    message: 'Not run, because your code cannot be imported.',
  };
}

function explain(facts: CaseFacts | undefined): Pick<CaseResult, 'status' | 'message' | 'explanation' | 'comparison' | 'error'> {
  if (facts === undefined) {
    return { status: 'error', message: 'The test did not come to an end.' };
  }
  const error = learnerError(facts);
  const message = sentence(facts, error !== undefined);
  const status = facts.status === 'failed' ? 'failed' : 'error';
  return {
    status,
    ...(message === undefined ? {} : { message }),
    // An exception's one line is in the message already; an assertion's explanation says more.
    ...(facts.text === undefined || facts.text === '' || error !== undefined || (status === 'error' && !facts.text.includes('\n'))
      ? {}
      : { explanation: facts.text }),
    ...(facts.comparison === undefined || error !== undefined ? {} : { comparison: facts.comparison }),
    ...(error === undefined ? {} : { error }),
  };
}

function sentence(facts: CaseFacts, isLearners: boolean): string | undefined {
  const parts =
    facts.parts.length === 0 ? '' : ` In ${facts.parts.length === 1 ? 'the part' : 'the parts'} ${facts.parts.join('; ')}.`;
  if (isLearners) {
    return `${facts.type} was raised in your code${facts.text === undefined || facts.text === '' ? '' : `: ${firstLine(facts.text)}`}.${parts}`;
  }
  if (facts.status === 'error') {
    return `${facts.type ?? 'An exception'}: ${firstLine(facts.text ?? '')}${parts}`;
  }
  if (facts.comparison !== undefined && facts.call !== undefined) {
    // What came back and what was expected stand below, each on its own line.
    return `After ${facts.call} something else was there than was expected.${parts}`;
  }
  return facts.call === undefined ? parts.trim() || undefined : `The check after ${facts.call} did not hold.${parts}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** A test that the suite did not offer beside this submission, though it is declared. */
export function uncollected(declared: DeclaredCase, errors: readonly string[]): CaseResult {
  const why = errors[0]?.trimEnd().split('\n').at(-1);
  return {
    id: declared.id,
    title: declared.title,
    status: 'error',
    owner: 'learner',
    points: 0,
    maximum: declared.points,
    message: `The suite could not prepare this test with your code${why === undefined ? '.' : `: ${why}`}`,
  };
}

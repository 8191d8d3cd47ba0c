import { JudgeBrokenError } from '../bridge/bridge-errors.ts';
import type { Judge } from '../bridge/judge.ts';
import type { Exercise } from '../model/exercise.ts';
import type { DeclaredCase } from '../model/verdict.ts';
import { SubmissionRefusedError } from '../model/waymark-error.ts';
import { at, textAt } from './case-facts.ts';
import { agreeOnCases, readDeclared } from './declared-cases.ts';
import { SuiteNotCollectedError } from './grading-errors.ts';
import { stableText } from './stable-text.ts';
import { type SuiteModules, suiteBody } from './suite-modules.ts';
import type { Variation } from './variation.ts';

/** A suite as the judge has it. */
export type CollectedSuite =
  /** Collected once, for any submission. */
  | { readonly kind: 'alone'; readonly declared: readonly DeclaredCase[] }
  /** It uses the submission while it is collected, so that has to be done beside each. `why` says what it did. */
  | { readonly kind: 'beside-submission'; readonly why: string };

/**
 * Has the judge collect the suite.
 * @throws {ExerciseError} when it cannot be collected or is not the declared one.
 * @throws {SubmissionRefusedError} when a bare suite imports a module that nobody has.
 */
export async function collectSuite(
  judge: Judge,
  name: string,
  exercise: Exercise,
  modules: SuiteModules,
  variation?: Variation,
): Promise<CollectedSuite> {
  const talk = judge.suite(name);
  talk.say({ t: 'collect' }, suiteBody({ exercise, modules, variation }));
  const { header, body } = await talk.next();
  const content = parseBody(body);
  switch (header['t']) {
    case 'collected':
      return { kind: 'alone', declared: agreeOnCases(exercise, readDeclared(content)) };
    case 'not-collected': {
      const why = textAt(content, 'touched');
      if (why !== undefined) {
        return { kind: 'beside-submission', why };
      }
      throw notCollected(exercise, modules, collectionErrors(content));
    }
    default:
      throw new JudgeBrokenError('The judge ended while it collected the suite.', { next: 'Grade again.' });
  }
}

/** Why files of the suite were not collected. Beside a submission they are told with the file, `{ file, text }`. */
export function collectionErrors(content: unknown): readonly string[] {
  const errors = at(content, 'errors');
  return Array.isArray(errors)
    ? errors
        .map((error: unknown) => (typeof error === 'string' ? error : textAt(error, 'text')))
        .filter((text) => text !== undefined)
        .map(stableText)
    : [];
}

/** The fault of a suite that is not collected, or of a submission that lacks the module a bare suite is about. */
function notCollected(exercise: Exercise, { modules, others }: SuiteModules, errors: readonly string[]): Error {
  const [first = 'pytest said nothing.'] = errors;
  const missing = /No module named '([\w.]+)'/.exec(first)?.[1];
  if (missing !== undefined && exercise.folder === undefined) {
    const has = [...modules, ...others].map((name) => `${name}.py`).join(', ');
    return new SubmissionRefusedError(
      'submission.missing-entry',
      `The suite imports "${missing}", which the submission does not have${has === '' ? '' : `; it has ${has}`}.`,
      { next: `Name the file ${missing.split('.')[0]}.py, or say with --entry which file the suite is about.` },
    );
  }
  return new SuiteNotCollectedError(`pytest cannot collect the suite of "${exercise.slug}":\n${tail(first)}`, {
    next: 'Mend the suite; it is not the submission that is at fault.',
  });
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n');
}

export function parseBody(body: Buffer): unknown {
  if (body.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new JudgeBrokenError('The judge sent a body that is no JSON.', { cause: error });
  }
}

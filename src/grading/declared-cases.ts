import { withoutParameters } from '../model/case-id.ts';
import type { Exercise } from '../model/exercise.ts';
import type { DeclaredCase } from '../model/verdict.ts';
import { at, textAt } from './case-facts.ts';
import { SuiteChangedError, SuiteEmptyError } from './grading-errors.ts';

/** The tests the judge collected, in their order. */
export function readDeclared(body: unknown): readonly DeclaredCase[] {
  const cases = at(body, 'cases');
  return Array.isArray(cases) ? cases.flatMap(readCase) : [];
}

function readCase(value: unknown): readonly DeclaredCase[] {
  const id = textAt(value, 'id');
  const title = textAt(value, 'title');
  const hint = textAt(value, 'hint');
  const points = at(value, 'points');
  return id === undefined || title === undefined || typeof points !== 'number' || !Number.isFinite(points) || points < 0
    ? []
    : [{ id, title, points, ...(hint === undefined ? {} : { hint }) }];
}

/**
 * The declared tests, after making sure that the collected ones are the same: same ids, titles and points, none missing, none twice.
 * Anything else is the author's fault or ours, and is never graded.
 * @throws {ExerciseError}
 */
export function agreeOnCases(exercise: Exercise, collected: readonly DeclaredCase[]): readonly DeclaredCase[] {
  const ids = new Set(collected.map(({ id }) => id));
  if (ids.size !== collected.length) {
    const twice = collected.find(({ id }, place) => collected.findIndex((other) => other.id === id) !== place);
    throw new SuiteChangedError(`The suite of "${exercise.slug}" has the test "${twice?.id}" twice.`, {
      next: 'Rename one of the two.',
    });
  }
  if (collected.length === 0 || collected.every(({ points }) => points === 0)) {
    throw new SuiteEmptyError(`The suite of "${exercise.slug}" has no test that is worth a point.`, {
      next: 'Name test files test_*.py and test functions test_*.',
    });
  }
  const declared = exercise.declared;
  if (declared === undefined) {
    return collected;
  }
  const found = new Map(collected.map((one) => [one.id, one]));
  const faults = [
    ...declared.filter(({ id }) => !found.has(id)).map(({ id }) => `"${id}" is declared, but not in the suite`),
    ...collected
      .filter(({ id }) => !declared.some((one) => one.id === id))
      .map(({ id }) => `"${id}" is in the suite, but not declared`),
    ...declared.flatMap((one) => differences(one, found.get(one.id))),
  ];
  const [first] = faults;
  if (first !== undefined) {
    throw new SuiteChangedError(
      `The suite of "${exercise.slug}" is not the one its tests.json declares: ${first}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}.`,
      { next: 'Undo the change, or write tests.json anew.' },
    );
  }
  return declared;
}

function differences(declared: DeclaredCase, found: DeclaredCase | undefined): readonly string[] {
  if (found === undefined) {
    return [];
  }
  return [
    ...(found.points === declared.points ? [] : [`"${declared.id}" is worth ${found.points}, declared are ${declared.points}`]),
    ...(found.title === declared.title
      ? []
      : [`"${declared.id}" has the title "${found.title}", declared is "${declared.title}"`]),
  ];
}

/**
 * The declared tests of a suite that is collected beside each submission. What its tests.json declares and this submission kept from
 * being collected stays declared, and fails; without a tests.json a bare suite declares what it collects.
 * @throws {ExerciseError}
 */
export function agreeBeside(exercise: Exercise, content: unknown, errors: readonly string[]): readonly DeclaredCase[] {
  const collected = readDeclared(content);
  if (exercise.declared === undefined && exercise.folder !== undefined) {
    throw new SuiteChangedError(
      `The suite of "${exercise.slug}" uses the submission while it is collected, so what it tests could depend on the submission.`,
      { next: 'Declare its tests in tests.json beside exercise.json.' },
    );
  }
  if (exercise.declared === undefined) {
    return agreeOnCases(exercise, collected);
  }
  return errors.length > 0 ? exercise.declared : agreeOnCases(exercise, withDeclaredParameters(collected, exercise.declared));
}

/**
 * The collected tests, with the declared parameters where a test has others: those are the submission's, `solution.TABLE` perhaps. It
 * loses what it has not got, and what it has got beyond is not run.
 */
function withDeclaredParameters(collected: readonly DeclaredCase[], declared: readonly DeclaredCase[]): readonly DeclaredCase[] {
  const ids = new Set(collected.map(({ id }) => id));
  const declaredIds = new Set(declared.map(({ id }) => id));
  const parametrised = (cases: readonly DeclaredCase[]): ReadonlySet<string> =>
    new Set(cases.filter(({ id }) => id.includes('[')).map(({ id }) => withoutParameters(id)));
  const [found, known] = [parametrised(collected), parametrised(declared)];
  const isDeclared = (one: DeclaredCase): boolean => declaredIds.has(one.id);
  return [
    ...collected.filter((one) => !known.has(withoutParameters(one.id)) || isDeclared(one)),
    ...declared.filter((one) => !ids.has(one.id) && one.id.includes('[') && found.has(withoutParameters(one.id))),
  ];
}

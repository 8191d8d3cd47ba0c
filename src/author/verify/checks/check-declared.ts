import { withoutParameters } from '../../../model/case-id.ts';
import type { Exercise } from '../../../model/exercise.ts';
import type { DeclaredCase } from '../../../model/verdict.ts';
import type { Finding } from '../proof.ts';

/** Titles, hints and points of the declared tests, and whether wrong solutions name tests there are. Pure. */
export function checkDeclared(exercise: Exercise): readonly Finding[] {
  const { declared, wrongSolutions, passFraction, feedback } = exercise;
  if (declared === undefined) {
    return [
      {
        check: 'tests',
        level: 'error',
        message: 'There is no tests.json: what the suite tests could change without anybody noticing.',
        file: 'tests.json',
        next: `Run "waymark declare ${exercise.slug}".`,
      },
    ];
  }
  const file = 'tests.json';
  const total = declared.reduce((sum, { points }) => sum + points, 0);
  const ids = new Set(declared.flatMap(({ id }) => [id, withoutParameters(id)]));
  return [
    ...declared
      .filter(({ hint }) => hint === undefined)
      .map(({ id }): Finding => {
        const level = feedback === 'hints' || feedback === 'full' ? 'error' : 'warning';
        const next = 'Add @pytest.mark.hint("…"): what to think about, not the answer. Then declare the tests anew.';
        return { check: 'tests', level, message: `The test ${id} has no hint.`, file, next };
      }),
    ...repeated(declared.map(({ title }) => title)).map(
      (title): Finding => ({
        check: 'tests',
        level: 'error',
        message: `Several tests have the title "${title}": a learner cannot tell them apart.`,
        file,
        next: 'Say in the first line of each docstring what that test is about, then declare the tests anew.',
      }),
    ),
    ...declared.filter(isTitledByName).map(
      ({ id }): Finding => ({
        check: 'tests',
        level: 'error',
        message: `The title of ${id} is only its name.`,
        file,
        next: 'Give the test a docstring: its first line is what the learner sees. Then declare the tests anew.',
      }),
    ),
    ...(Number.isInteger(round(total))
      ? []
      : [
          {
            check: 'tests',
            level: 'error',
            message: `The points add up to ${round(total)}, which is no whole number.`,
            file,
            next: 'Change a @pytest.mark.points(…), then declare the tests anew.',
          } satisfies Finding,
        ]),
    ...(passFraction > 0
      ? []
      : [
          {
            check: 'tests',
            level: 'error',
            message: 'Every submission passes: "passFraction" is 0.',
            file: 'exercise.json',
            next: 'Say from which share of the points on a submission passes.',
          } satisfies Finding,
        ]),
    ...wrongSolutions.flatMap(({ name, failingTests }) =>
      failingTests
        .filter((id) => !ids.has(id))
        .map(
          (id): Finding => ({
            check: 'wrong-solutions',
            level: 'error',
            message: `"failingTests" of the wrong solution "${name}" names ${id}, and there is no such test.`,
            file: 'exercise.json',
            next: `Name tests of tests.json${ids.size === 0 ? '' : `, such as ${[...ids][0]}`}.`,
          }),
        ),
    ),
  ];
}

/** Whether a test has no docstring: then its name, made readable, is what the learner sees. */
export function isTitledByName({ id, title }: DeclaredCase): boolean {
  return title.replace(/ \[.*$/s, '') === titleFromName(id);
}

export function titleFromName(id: string): string {
  const name = withoutParameters(id).split('::').at(-1) ?? '';
  const words = name
    .replace(/^test_?/, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? name : `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

function repeated(titles: readonly string[]): readonly string[] {
  return [...new Set(titles.filter((title, place) => titles.indexOf(title) !== place))];
}

function round(points: number): number {
  return Math.round(points * 1e6) / 1e6;
}

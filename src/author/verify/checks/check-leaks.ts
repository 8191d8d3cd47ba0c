import { digestFiles } from '../../../files/digest-files.ts';
import type { Grading } from '../../../grading/grading-session.ts';
import type { Exercise } from '../../../model/exercise.ts';
import type { Submission } from '../../../model/submission.ts';
import type { DeclaredCase, FeedbackLevel } from '../../../model/verdict.ts';
import { buildReport } from '../../../report/build-report.ts';
import { renderTerminal } from '../../../report/render-terminal.ts';
import type { SourceText } from '../../author-tool.ts';
import type { Finding, Proof } from '../proof.ts';
import { withTexts } from '../variant.ts';
import { isTitledByName, titleFromName } from './check-declared.ts';

/** A word that no suite contains by itself, and that is one word in every form a title can give it. */
export const canary = 'zqcanaryqz';

/** Levels that promise to hide the suite: names and paths of tests, comments, expected values. */
const hiding: readonly FeedbackLevel[] = ['hints', 'titles', 'score'];

/** The exercise with the planted suite in place of its own. */
export function plantedExercise(exercise: Exercise, suite: readonly SourceText[]): Exercise {
  const others = exercise.suite.files.filter(({ path }) => !path.endsWith('.py'));
  const files = withTexts(others, suite);
  const { declared, ...rest } = exercise;
  return {
    ...rest,
    suite: { files, digest: digestFiles(files) },
    ...(declared === undefined ? {} : { declared: declared.map(planted) }),
  };
}

/** A title that is only the test's name gets the canary with it, and is so found out. */
function planted(one: DeclaredCase): DeclaredCase {
  const title = isTitledByName(one)
    ? `${titleFromName(one.id)} ${canary}${one.title.slice(titleFromName(one.id).length)}`
    : one.title;
  return { ...one, id: plantedId(one.id), title };
}

/** `test_a.py::TestB::test_c[1]` with the canary where it is planted. */
function plantedId(id: string): string {
  const [, file = '', middle = '', name = '', parameters = ''] = /^(.*?)\.py((?:::[^[]*)?)::([^[:]*)(\[.*)?$/s.exec(id) ?? [];
  return `${file}_${canary}.py${middle}::${name}_${canary}${parameters}`;
}

/** Grades submissions with the planted suite, and looks for the canary in everything a learner gets to read. */
export async function checkLeaks(
  submissions: ReadonlyMap<string, Submission>,
  grade: (submission: Submission) => Promise<Grading>,
): Promise<NonNullable<Proof['leaks']>> {
  const found: string[] = [];
  for (const [name, submission] of submissions) {
    const grading = await grade(submission);
    for (const feedback of hiding) {
      const { exercise, verdict, run } = grading;
      const report = buildReport({ exercise, submission, verdict, feedback, run });
      const seen = [
        ...leaksIn(report, '$'),
        ...(renderTerminal(report).toLowerCase().includes(canary) ? ['the text on the terminal'] : []),
      ];
      found.push(...seen.map((place) => `${name}, feedback "${feedback}": ${place}`));
    }
  }
  return { gradings: submissions.size, found };
}

function leaksIn(value: unknown, where: string): readonly string[] {
  if (typeof value === 'string') {
    return value.toLowerCase().includes(canary) ? [where] : [];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [
      ...(key.includes(canary) ? [`${where}.${key}`] : []),
      ...leaksIn(inner, Array.isArray(value) ? `${where}[${key}]` : `${where}.${key}`),
    ]);
  }
  return [];
}

export function leakFindings({ found }: NonNullable<Proof['leaks']>): readonly Finding[] {
  return found.map((place) => ({
    check: 'leaks',
    level: 'error',
    message: `A word of the hidden suite reaches the learner: ${place}.`,
    file: 'hidden/',
    next: 'Titles and hints are shown: give the test a docstring, and keep what it expects out of its hint.',
  }));
}

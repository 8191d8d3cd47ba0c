import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder } from '../../files/is-folder.ts';
import type { Exercise } from '../../model/exercise.ts';
import type { Submission } from '../../model/submission.ts';
import { SubmissionRefusedError } from '../../model/waymark-error.ts';
import { asEntry } from '../../submission/check-entry.ts';
import { readSubmission } from '../../submission/read-submission.ts';
import type { Finding } from './proof.ts';

/** The submissions an exercise is proven with; what is missing is told as findings. */
export interface ExerciseParts {
  readonly reference?: Submission;
  readonly starter?: Submission;
  /** By name, in the order of exercise.json. */
  readonly wrong: ReadonlyMap<string, Submission>;
  readonly findings: readonly Finding[];
}

export async function readParts(exercise: Exercise, signal?: AbortSignal): Promise<ExerciseParts> {
  const folder = exercise.folder ?? '';
  const findings: Finding[] = [];
  const read = async (part: string, what: string): Promise<Submission | undefined> => {
    if (!(await isFolder(join(folder, part)))) {
      findings.push({
        check: 'layout',
        level: 'error',
        message: `The folder ${part}/ is missing: ${what}.`,
        file: `${part}/`,
        next: `Make it, with ${exercise.entry.join(', ')} in it.`,
      });
      return undefined;
    }
    try {
      return asEntry(
        await readSubmission(join(folder, part), { entry: exercise.entry, ...(signal === undefined ? {} : { signal }) }),
        exercise.entry,
      );
    } catch (error) {
      if (!(error instanceof SubmissionRefusedError)) {
        throw error;
      }
      findings.push({
        check: 'layout',
        level: 'error',
        message: `${part}/ could not be handed in: ${error.message}`,
        file: `${part}/`,
        ...(error.next === undefined ? {} : { next: error.next }),
      });
      return undefined;
    }
  };
  const reference = await read('solution', 'the reference solution, which gets full marks');
  const starter = await read('starter', 'what the learner starts from');
  const wrong = new Map<string, Submission>();
  for (const { name } of exercise.wrongSolutions) {
    const submission = await read(`wrong/${name}`, `exercise.json names the wrong solution "${name}"`);
    if (submission !== undefined) {
      wrong.set(name, submission);
    }
  }
  const named = new Set(exercise.wrongSolutions.map(({ name }) => name));
  for (const name of await foldersIn(join(folder, 'wrong'))) {
    if (!named.has(name)) {
      findings.push({
        check: 'layout',
        level: 'error',
        message: `exercise.json says nothing of the wrong solution wrong/${name}/.`,
        file: `wrong/${name}/`,
        next: 'Add it to "wrongSolutions", with the tests that must fail for it, or remove the folder.',
      });
    }
  }
  if (named.size === 0) {
    findings.push({
      check: 'wrong-solutions',
      level: 'error',
      message: 'There is no wrong solution.',
      file: 'exercise.json',
      next: 'Write a common misconception into wrong/<name>/, and name the tests that must fail for it in "wrongSolutions".',
    });
  }
  return { ...(reference === undefined ? {} : { reference }), ...(starter === undefined ? {} : { starter }), wrong, findings };
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

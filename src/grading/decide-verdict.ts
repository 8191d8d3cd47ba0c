import type { Exercise } from '../model/exercise.ts';
import type { CaseResult, DeclaredCase, Problem, Verdict } from '../model/verdict.ts';
import { awardPoints } from './award-points.ts';
import { learnerError } from './case-facts.ts';
import { caseResult, uncollected, unimported, unreached } from './case-result.ts';
import { collectionErrors } from './collect-suite.ts';
import type { Interruption } from './interruption.ts';
import type { CaseRun, RunEnd } from './run-suite.ts';

export interface VerdictParts {
  readonly exercise: Exercise;
  readonly declared: readonly DeclaredCase[];
  readonly runs: ReadonlyMap<string, CaseRun>;
  readonly end: RunEnd;
  /** Errors of collecting the suite beside this submission, where that is needed. */
  readonly collecting: readonly string[];
}

/** The verdict on a run: each declared test once, in declared order, and the points they earned; of a run that was ended early, those it came to. Pure. */
export function decideVerdict({ exercise, declared, runs, end, collecting }: VerdictParts): Verdict {
  if (end.kind === 'import-failed' || end.kind === 'not-collected') {
    const cases = declared.map(unimported);
    return {
      status: 'import-failed',
      score: awardPoints(cases, exercise.passFraction),
      cases,
      problem: importProblem(exercise, end),
    };
  }
  const wanted = end.kind === 'enough' ? declared.filter(({ id }) => runs.has(id)) : declared;
  const cases = wanted.map((one): CaseResult => {
    const run = runs.get(one.id);
    if (run !== undefined) {
      return caseResult({ declared: one, ...run, isBareSuite: exercise.folder === undefined });
    }
    return end.kind === 'out-of-time'
      ? unreached(one, { limit: 'gradingTimeMs', ceiling: exercise.limits.gradingTimeMs })
      : uncollected(one, collecting);
  });
  return { status: 'graded', score: awardPoints(cases, exercise.passFraction), cases };
}

function importProblem(exercise: Exercise, end: Extract<RunEnd, { kind: 'import-failed' | 'not-collected' }>): Problem {
  const entry = exercise.entry[0] ?? 'your code';
  if (end.kind === 'not-collected') {
    const [first = ''] = collectionErrors(end.content);
    return {
      code: 'import.not-collected',
      owner: 'learner',
      message: `The suite uses your code while it is being loaded, and that failed: ${first.trimEnd().split('\n').at(-1) ?? ''}`,
      next: 'Define what the exercise asks for, then hand in again.',
    };
  }
  const file = end.module === undefined ? entry : `${end.module.replaceAll('.', '/')}.py`;
  if (end.interruption !== undefined) {
    return interruptedImport(file, end.interruption);
  }
  const error =
    end.facts === undefined
      ? undefined
      : (learnerError(end.facts) ?? {
          type: end.facts.type ?? 'Exception',
          message: end.facts.text ?? '',
          traceback: [],
        });
  const frame = error?.traceback.at(-1);
  const isSyntax = error !== undefined && ['SyntaxError', 'IndentationError', 'TabError'].includes(error.type);
  return {
    code: isSyntax ? 'import.syntax-error' : 'import.error',
    owner: 'learner',
    message: `${frame?.file ?? file} cannot be imported: ${error?.type ?? 'it failed'}${error === undefined || error.message === '' ? '' : `: ${firstLine(error.message)}`}.`,
    next: isSyntax ? 'Mend the line, then hand in again.' : 'Run the file by itself, mend what it raises, then hand in again.',
    file: frame?.file ?? file,
    ...(frame === undefined ? {} : { line: frame.line }),
    ...(error === undefined ? {} : { error }),
  };
}

function interruptedImport(file: string, { status, limit, signal, exitCode }: Interruption): Problem {
  const how = {
    timeout: 'importing it took longer than it may',
    'memory-limit': 'importing it needed more memory than it may have',
    'output-limit': 'it printed more than it may while it was imported',
    'process-limit': 'it started more processes than it may while it was imported',
    crashed:
      signal !== undefined
        ? `the interpreter was ended by ${signal} while it was imported`
        : `it ended the program${exitCode === undefined ? '' : ` with exit code ${exitCode}`} while it was imported`,
  }[status];
  return {
    code: `import.${status}`,
    owner: 'learner',
    message: `${file} cannot be imported: ${how}.`,
    next: 'Take out of the top level of the file what is not a definition, or put it below `if __name__ == "__main__":`.',
    file,
    ...(limit === undefined ? {} : { limit }),
  };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

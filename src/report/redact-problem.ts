import type { SourceFile } from '../model/submission.ts';
import type { FeedbackLevel, Problem } from '../model/verdict.ts';
import { caps } from './caps.ts';
import { plainLimit, redactError } from './redact-case.ts';
import type { ReportedProblem } from './report.ts';
import { safeLine, safeText } from './text-safety.ts';

/**
 * A problem as the learner may read it. A refusal and an engine's failure are told at each level: no hidden input was near. Below `full` an
 * author's error is not quoted, for it may repeat the suite; and what an import raised is not, because a suite may use the submission
 * while it is loaded, and one worker may leave notes for the next.
 */
export function redactProblem(problem: Problem, feedback: FeedbackLevel, files: readonly SourceFile[]): ReportedProblem {
  if (feedback !== 'full') {
    if (problem.owner === 'author') {
      return authorsProblem(problem);
    }
    if (problem.code.startsWith('import.')) {
      return importProblem(problem, files);
    }
  }
  const { message, next, file, line, error, limit } = problem;
  return {
    code: safeLine(problem.code, 100),
    owner: problem.owner,
    message: safeText(message, caps.message),
    ...(next === undefined ? {} : { next: safeText(next, caps.message) }),
    ...(file === undefined ? {} : { file: safeLine(file, caps.path) }),
    ...(line === undefined ? {} : { line }),
    ...(error === undefined ? {} : { error: redactError(error, feedback, files) }),
    ...(limit === undefined ? {} : { limit: plainLimit(limit, feedback === 'full' ? limit.measured : undefined) }),
  };
}

function authorsProblem(problem: Problem): ReportedProblem {
  return {
    code: safeLine(problem.code, 100),
    owner: problem.owner,
    message: 'The exercise itself is broken, so nothing was graded. This is not your fault.',
    next: 'Tell whoever gave you the exercise; they see the details when they grade it with --feedback full.',
  };
}

function importProblem(problem: Problem, files: readonly SourceFile[]): ReportedProblem {
  const file = files.find(({ path }) => path === problem.file)?.path;
  const error = problem.error === undefined ? undefined : redactError(problem.error, 'hints', files);
  const what = IMPORT_FAILURES[problem.code] ?? (error === undefined ? 'it failed' : error.type);
  const place = file === undefined || problem.line === undefined ? '' : ` (line ${problem.line})`;
  return {
    code: safeLine(problem.code, 100),
    owner: problem.owner,
    message: `${file === undefined ? 'Your code' : safeLine(file, caps.path)} cannot be imported: ${what}${place}.`,
    ...(problem.next === undefined ? {} : { next: safeText(problem.next, caps.message) }),
    ...(file === undefined ? {} : { file }),
    ...(file === undefined || problem.line === undefined ? {} : { line: problem.line }),
    ...(error === undefined ? {} : { error }),
    ...(problem.limit === undefined ? {} : { limit: plainLimit(problem.limit, undefined) }),
  };
}

const IMPORT_FAILURES: Readonly<Record<string, string>> = {
  'import.not-collected': 'the suite uses it while it is being loaded, and that failed',
  'import.timeout': 'that took longer than it may',
  'import.memory-limit': 'that needed more memory than it may have',
  'import.output-limit': 'it printed more than it may meanwhile',
  'import.process-limit': 'it started more processes than it may have',
  'import.crashed': 'the program was at its end before the import was',
};

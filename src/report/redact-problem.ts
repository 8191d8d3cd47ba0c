import type { SourceFile } from '../model/submission.ts';
import type { FeedbackLevel, Problem } from '../model/verdict.ts';
import { caps } from './caps.ts';
import { plainLimit, redactError } from './redact-case.ts';
import type { ReportedProblem } from './report.ts';
import { safeLine, safeText } from './text-safety.ts';

/**
 * A problem as the learner may read it. It arises before the submission has met a hidden input, so its sentences stay at every
 * level; only an author's error loses them below `full`, because it can quote the suite.
 */
export function redactProblem(problem: Problem, feedback: FeedbackLevel, files: readonly SourceFile[]): ReportedProblem {
  const isAuthors = problem.owner === 'author' && feedback !== 'full';
  const message = isAuthors ? 'The exercise itself is broken, so nothing was graded. This is not your fault.' : problem.message;
  const next = isAuthors
    ? 'Tell whoever gave you the exercise; they see the details when they grade it with --feedback full.'
    : problem.next;
  const { file, line, error, limit } = problem;
  return {
    code: safeLine(problem.code, 100),
    owner: problem.owner,
    message: safeText(message, caps.message),
    ...(next === undefined ? {} : { next: safeText(next, caps.message) }),
    ...(file === undefined || isAuthors ? {} : { file: safeLine(file, caps.path) }),
    ...(line === undefined || isAuthors ? {} : { line }),
    ...(error === undefined ? {} : { error: redactError(error, feedback, files) }),
    ...(limit === undefined ? {} : { limit: plainLimit(limit, feedback === 'full' ? limit.measured : undefined) }),
  };
}

import { groupTests } from './group-tests.ts';
import { type Paint, plain } from './paint.ts';
import { formatEvidence, formatFraction, formatPoints } from './quantities.ts';
import { errorLines, renderGroup } from './render-case.ts';
import type { Report, ReportedProblem } from './report.ts';
import { hang, wrapText } from './text-layout.ts';

export interface TerminalOptions {
  /** Columns; kept between 40 and 120. Default 80. */
  readonly width?: number;
  /** Default: no colour. */
  readonly paint?: Paint;
  /** Where the report was written, as the reader calls it; absent where it was not. */
  readonly reportPath?: string;
}

/** The report as a learner likes to read it. Ends with a newline. */
export function renderTerminal(report: Report, options: TerminalOptions = {}): string {
  const width = Math.min(120, Math.max(40, options.width ?? 80));
  const paint = options.paint ?? plain;
  const lines = [
    ...header(report, paint),
    '',
    ...(report.problem === undefined ? [] : [...problemLines(report.problem, width, paint), '']),
    ...(report.status === 'graded' ? testLines(report, width, paint) : []),
    ...scoreLines(report, width, paint),
    ...wrapText(nextStep(report), width),
    ...(report.problem?.next === undefined || report.status === 'graded' ? [] : wrapText(report.problem.next, width)),
    ...wrapText(whereabouts(options.reportPath), width),
  ];
  // Neighbouring blocks bring an empty line each.
  const single = lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
  return `${single.map((line) => line.trimEnd()).join('\n')}\n`;
}

function header(report: Report, paint: Paint): readonly string[] {
  const title = report.exercise === null ? 'No exercise' : report.exercise.title;
  const handedIn = report.submission === null ? [] : [`Submission: ${report.submission.name}`];
  return [paint('bold', title), ...handedIn];
}

function problemLines(problem: ReportedProblem, width: number, paint: Paint): readonly string[] {
  const place = problem.file === undefined ? '' : ` (${problem.file}${problem.line === undefined ? '' : `:${problem.line}`})`;
  return [
    ...hang(`${paint('red', '✗')} `, wrapText(`${problem.message}${place}`, width - 2)),
    ...(problem.limit?.measured === undefined ? [] : [`  (${formatEvidence(problem.limit)})`]),
    ...(problem.error === undefined
      ? []
      : errorLines(problem.error, problem.message, width - 2, paint).map((line) => `  ${line}`)),
  ];
}

function testLines(report: Report, width: number, paint: Paint): readonly string[] {
  if (report.tests.length === 0) {
    return [];
  }
  return [...groupTests(report.tests).flatMap((group) => renderGroup(group, width, paint)), ''];
}

function scoreLines(report: Report, width: number, paint: Paint): readonly string[] {
  if (report.score === null) {
    return [paint('bold', 'Nothing was graded.')];
  }
  const { points, maximum, fraction, passed } = report.score;
  const needed = report.exercise === null ? '' : ` — needs ${formatFraction(report.exercise.passFraction)}`;
  const words = `${formatPoints(points)} of ${formatPoints(maximum)} points, ${formatFraction(fraction)}, ${passed ? 'passed' : 'not passed'}${needed}`;
  return [paint(passed ? 'green' : 'red', bar(fraction, Math.min(40, width))), paint('bold', words)];
}

function bar(fraction: number, columns: number): string {
  // Rounded down: a full bar means full points.
  const full = Math.floor(fraction * columns);
  return '█'.repeat(full) + '░'.repeat(columns - full);
}

function nextStep(report: Report): string {
  switch (report.status) {
    case 'graded':
      return afterGrading(report);
    case 'import-failed':
      return 'Your code could not be imported, so no test could run.';
    case 'refused':
      return 'The submission was refused before any of it ran.';
    case 'infrastructure-error':
      return 'This is not about the submission, and it costs no points.';
    default:
      return report.status satisfies never;
  }
}

function afterGrading(report: Report): string {
  const { score } = report;
  if (score !== null && score.points >= score.maximum) {
    return 'All of it. Well done.';
  }
  if (report.feedback === 'score') {
    return score?.passed === true ? 'Passed, with points left to earn.' : 'Read the task again, mend your code, and grade again.';
  }
  return score?.passed === true
    ? 'Passed. For the points that are left, mend what is marked ✗ above.'
    : 'Begin with the first ✗ above, mend it, and grade again.';
}

function whereabouts(path: string | undefined): string {
  return path === undefined ? 'For all of it as JSON, add --report <file>.' : `Report: ${path}`;
}

import type { TestGroup } from './group-tests.ts';
import type { Paint } from './paint.ts';
import { formatEvidence, formatPoints } from './quantities.ts';
import type { ReportedCase, ReportedError } from './report.ts';
import { statusSentence } from './status-sentence.ts';
import { hang, limitLines, wrapText } from './text-layout.ts';

/** One line for a group of tests, and below it what went wrong in the first of them that did not pass. */
export function renderGroup(group: TestGroup, width: number, paint: Paint): readonly string[] {
  const failing = group.tests.filter((test) => test.status !== 'passed');
  const [first] = failing;
  const summary = groupSummary(group, failing.length);
  if (first === undefined) {
    return hang(`  ${paint('green', `✓ ${WORDS.passed.padEnd(9)}`)} `, wrapText(`${group.title}${summary}`, width - 14));
  }
  const more = failing.length - 1;
  const word = WORDS[first.status].padEnd(9);
  const colour = first.status === 'skipped' ? 'yellow' : 'red';
  const story = caseDetails(first, group, width - 6, paint);
  // Without a story the summary has said how many; with one it must be clear that it is not the only one.
  const others = more === 0 || story.length === 0 ? [] : [othersLine(failing)];
  const details = [...story, ...others];
  return [
    ...hang(`  ${paint(colour, `✗ ${word}`)} `, wrapText(`${group.title}${summary}`, width - 14)),
    ...(details.length === 0 ? [] : ['', ...details.map((line) => (line === '' ? '' : `      ${line}`)), '']),
  ];
}

/** How many more there are, and what they came to where that is something else. */
function othersLine([first, ...others]: readonly ReportedCase[]): string {
  const count = `… and ${others.length} more of these ${others.length === 1 ? 'does' : 'do'} not pass`;
  const statuses = new Set(others.map(({ status }) => status));
  const differ = [...statuses].some((status) => status !== first?.status);
  return `${count}${differ ? ` (${[...statuses].map((status) => WORDS[status]).join(', ')})` : ''}.`;
}

/** Words beside the sign, so that nothing hangs on a colour or a glyph. */
const WORDS: Readonly<Record<ReportedCase['status'], string>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'error',
  timeout: 'too slow',
  'memory-limit': 'memory',
  'output-limit': 'output',
  'process-limit': 'processes',
  crashed: 'crashed',
  skipped: 'not run',
};

function groupSummary(group: TestGroup, failing: number): string {
  const points = group.tests.reduce((sum, test) => sum + test.points, 0);
  const maximum = group.tests.reduce((sum, test) => sum + test.maximum, 0);
  const count = group.tests.length;
  const cases = count === 1 ? '' : `${count - failing} of ${count} cases, `;
  return ` (${cases}${formatPoints(points)} of ${formatPoints(maximum)} ${maximum === 1 ? 'point' : 'points'})`;
}

function caseDetails(test: ReportedCase, group: TestGroup, width: number, paint: Paint): readonly string[] {
  const message = test.message ?? statusSentence(test);
  return [
    ...(group.tests.length > 1 && test.title !== group.title ? wrapText(test.title, width) : []),
    ...(message === undefined ? [] : wrapText(message, width)),
    ...(test.limit?.measured === undefined ? [] : [`(${formatEvidence(test.limit)})`]),
    ...(test.exitCode === undefined ? [] : [`(exit code ${test.exitCode})`]),
    ...(test.signal === undefined || message?.includes(test.signal) === true ? [] : [`(${test.signal})`]),
    ...comparisonLines(test, message, paint),
    ...(test.error === undefined ? [] : errorLines(test.error, message, width, paint)),
    ...outputLines('printed', test.stdout, paint),
    ...outputLines('stderr', test.stderr, paint),
    ...(test.hint === undefined ? [] : hang(paint('cyan', 'Hint: '), wrapText(test.hint, width - 6))),
  ];
}

function comparisonLines(test: ReportedCase, message: string | undefined, paint: Paint): readonly string[] {
  const explanation = test.explanation === undefined ? [] : limitLines(test.explanation.trimEnd().split('\n'), 20);
  if (test.comparison === undefined) {
    return explanation;
  }
  const { expected, actual, diff } = test.comparison;
  const lines = (label: string, text: string): readonly string[] =>
    hang(paint('bold', label), limitLines(text.trimEnd().split('\n'), 12));
  const values = [...lines('expected   ', expected), ...lines('came back  ', actual)];
  const changes = diff === undefined ? [] : limitLines(diff.trimEnd().split('\n'), 24).map((line) => paintChange(line, paint));
  // A sentence that names both values has said what the assertion says, in better words.
  const isTold = message?.includes(expected) === true && message.includes(actual);
  const assertion = withoutValues(explanation).filter((line) => !isTold || !line.startsWith('assert '));
  return [...assertion, ...(diff === undefined ? values : changes)];
}

/** pytest's explanation down to its first empty line, and what it says of calls (`+  where 3 = size(x)`); the rest repeats the two values. */
function withoutValues(explanation: readonly string[]): readonly string[] {
  const end = explanation.findIndex((line) => line.trim() === '');
  const head = end === -1 ? explanation : explanation.slice(0, end);
  const calls = end === -1 ? [] : explanation.slice(end).filter((line) => /^\s*\+\s+(?:where|and)\s/u.test(line));
  return limitLines([...head, ...calls], 8);
}

/** What should have come is good, what came instead is not. */
function paintChange(line: string, paint: Paint): string {
  return line.startsWith('-') ? paint('green', line) : line.startsWith('+') ? paint('red', line) : line;
}

/** The exception, unless the message has named it, and the learner's own line it came from. */
export function errorLines(error: ReportedError, message: string | undefined, width: number, paint: Paint): readonly string[] {
  const frame = error.traceback.at(-1);
  const isTold = message?.includes(error.type) === true && message.includes(error.message ?? '');
  const text = error.message === undefined || error.message === '' ? error.type : `${error.type}: ${error.message}`;
  const place =
    frame === undefined
      ? []
      : [`at ${paint('bold', `${frame.file}:${frame.line}`)}${frame.function === undefined ? '' : `, in ${frame.function}`}`];
  return [
    ...(isTold ? [] : limitLines(wrapText(text, width), 6)),
    ...place,
    ...(frame?.source === undefined ? [] : [`    ${frame.source}`]),
  ];
}

function outputLines(label: string, text: string | undefined, paint: Paint): readonly string[] {
  if (text === undefined || text.trim() === '') {
    return [];
  }
  return [paint('dim', `${label}:`), ...limitLines(text.trimEnd().split('\n'), 12).map((line) => `  ${line}`)];
}

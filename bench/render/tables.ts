import type { ContestantName } from '../contestants/contestant.ts';
import { medianOf, type Results, type SuiteResult } from '../results.ts';
import { ratio } from '../statistics.ts';
import { factor, milliseconds } from './quantities.ts';
import type { Table } from './table.ts';

/** What each contestant is called where people read. */
export const titles: Readonly<Record<ContestantName, string>> = {
  warm: 'Waymark, session open',
  cold: 'Waymark, whole process',
  'docker-pytest': '(A) docker run pytest',
  'bare-pytest': '(B) pytest, no container',
  engine: '(C) idle container',
  check50: '(D) check50',
  otter: '(D) otter-grader',
};

/** All tables of a run, in the order they are shown. */
export function tablesOf(results: Results): readonly Table[] {
  return results.suites.map((suite) => suiteTable(results, suite));
}

function suiteTable(results: Results, { name, tests, contestants, absent }: SuiteResult): Table {
  const toA = (value: number) => factor(ratio(value, medianOf(results, name, 'docker-pytest')));
  const toB = (value: number) => factor(ratio(value, medianOf(results, name, 'bare-pytest')));
  return {
    title: `${name}: ${tests} ${tests === 1 ? 'test' : 'tests'}, time of one grading`,
    columns: ['', 'rounds', 'min ms', 'median ms', 'p90 ms', '/ (A)', '/ (B)'],
    rows: contestants.map(({ name: contestant, spread: { count, min, median, p90 } }) => [
      titles[contestant],
      `${count}`,
      ...[min, median, p90].map(milliseconds),
      toA(median),
      toB(median),
    ]),
    notes: absent.map(({ contestant, reason }) => `Without ${titles[contestant]}: ${reason}`),
  };
}

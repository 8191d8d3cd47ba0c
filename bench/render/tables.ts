import type { ContestantName } from '../contestants/contestant.ts';
import type { Batch } from '../measure/batch.ts';
import type { ThroughputLevel } from '../measure/throughput.ts';
import { medianOf, type Results, type SuiteResult } from '../results.ts';
import { ratio, type Spread } from '../statistics.ts';
import { isMet, targetsOf } from '../targets.ts';
import { factor, mebibytes, milliseconds, perSecond, seconds } from './quantities.ts';
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

/** All tables of a run, in the order they are shown; none for what was not measured. */
export function tablesOf(results: Results): readonly Table[] {
  const { throughput, batches } = results;
  return [
    ...results.suites.map((suite) => suiteTable(results, suite)),
    ...(throughput === undefined ? [] : [throughputTable(throughput)]),
    ...(batches === undefined ? [] : [batchTable(batches)]),
    ...smallTables(results),
    targetTable(results),
  ];
}

function suiteTable(results: Results, { name, tests, contestants, absent }: SuiteResult): Table {
  const to = (other: ContestantName, value: number) => factor(ratio(value, medianOf(results, name, other)));
  return {
    title: `${name}: ${tests} ${tests === 1 ? 'test' : 'tests'}, time of one grading`,
    columns: ['', ...spreadColumns, '/ (A)', '/ (B)'],
    rows: contestants.map(({ name: contestant, spread }) => [
      titles[contestant],
      ...spreadCells(spread),
      to('docker-pytest', spread.median),
      to('bare-pytest', spread.median),
    ]),
    notes: absent.map(({ contestant, reason }) => `Without ${titles[contestant]}: ${reason}`),
  };
}

function throughputTable(levels: readonly ThroughputLevel[]): Table {
  return {
    title: 'by-value-10: throughput',
    columns: ['', 'at once', 'gradings/s', 'slowest block', 'fastest block', 'machine CPU s each'],
    rows: levels.flatMap(({ concurrency, contestants }) =>
      contestants.map(({ name, perSecond: rate, blocks, cpuSecondsEach }) => [
        titles[name],
        `${concurrency}`,
        ...[rate, Math.min(...blocks), Math.max(...blocks)].map(perSecond),
        seconds(cpuSecondsEach),
      ]),
    ),
    notes: levels.flatMap(({ concurrency, absent }) =>
      absent.map(({ contestant, reason }) => `Of ${concurrency} at once without ${titles[contestant]}: ${reason}`),
    ),
  };
}

function batchTable(batches: readonly Batch[]): Table {
  const each = (value: number | undefined, { done }: Batch) => seconds(ratio(value, done));
  return {
    title: 'by-value-10: whole batches by Waymark',
    columns: ['', 'at once', 'gradings/s', 'machine CPU s each', 'orchestrator CPU s each', 'orchestrator peak MiB'],
    rows: batches.map((batch) => [
      `${batch.count} gradings`,
      `${batch.concurrency}`,
      perSecond(batch.done / batch.seconds),
      each(batch.machineCpuSeconds, batch),
      each(batch.ownCpuSeconds, batch),
      mebibytes(batch.peakMemoryBytes),
    ]),
    notes: batches
      .filter(({ done, count }) => done < count)
      .map(
        ({ done, count, concurrency }) => `Of the ${count}, ${concurrency} at once, ${done} were graded when the time was up.`,
      ),
  };
}

function smallTables({ commands, bridgeCallMs }: Results): readonly Table[] {
  const rows: (readonly [string, Spread])[] = [];
  if (commands !== undefined) {
    rows.push(['node, nothing to do', commands.node], ['waymark --version', commands.version]);
    rows.push([`waymark list, ${commands.exercises} exercises`, commands.list]);
  }
  if (bridgeCallMs !== undefined) rows.push(['one call over the bridge', bridgeCallMs]);
  if (rows.length === 0) return [];
  return [
    {
      title: 'Commands and calls',
      columns: ['', ...spreadColumns],
      rows: rows.map(([name, spread]) => [name, ...spreadCells(spread)]),
    },
  ];
}

function targetTable(results: Results): Table {
  const verdict = { true: 'met', false: 'NOT MET', undefined: 'not measured' } as const;
  const shown = (value: number | undefined, unit: string) => (unit === '×' ? factor(value) : milliseconds(value));
  return {
    title: 'Targets',
    columns: ['', 'must be', 'is', 'unit', ''],
    rows: targetsOf(results).map((target) => [
      target.claim,
      `${target.is} ${target.limit}`,
      shown(target.value, target.unit),
      target.unit,
      verdict[`${isMet(target)}`],
    ]),
  };
}

const spreadColumns = ['rounds', 'min ms', 'median ms', 'p90 ms'];

function spreadCells({ count, min, median, p90 }: Spread): readonly string[] {
  return [`${count}`, ...[min, median, p90].map(milliseconds)];
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ContestantName } from '../contestants/contestant.ts';
import type { Results } from '../results.ts';
import { titles } from './tables.ts';

/** Told apart by people who see few colours, and the same in both plots. */
const colours: Readonly<Partial<Record<ContestantName, string>>> = {
  warm: '#0072b2',
  cold: '#56b4e9',
  'docker-pytest': '#d55e00',
  'bare-pytest': '#009e73',
  engine: '#777777',
};

/** Draws what the results have as SVG files. @returns the files written. */
export async function drawPlots(results: Results, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const plots = [
    ...(results.throughput === undefined ? [] : [['throughput.svg', throughputPlot(results)] as const]),
    ...(results.suites.length === 0 ? [] : [['grading-time.svg', gradingTimePlot(results)] as const]),
  ];
  for (const [file, spec] of plots) await writeFile(join(folder, file), `${await svg(spec)}\n`);
  return plots.map(([file]) => join(folder, file));
}

async function svg(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function throughputPlot({ throughput = [] }: Results): TopLevelSpec {
  const values = throughput.flatMap(({ concurrency, contestants }) =>
    contestants.map(({ name, perSecond }) => ({ concurrency, perSecond, name: titles[name], isBound: name === 'engine' })),
  );
  return {
    ...look,
    width: 560,
    height: 320,
    title: 'Gradings in a second, 10 tests by value',
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'concurrency', type: 'quantitative', title: 'gradings at once', axis: { tickMinStep: 1, format: 'd' } },
      y: { field: 'perSecond', type: 'quantitative', title: 'gradings/s', scale: { zero: true } },
      color: colour(throughput.flatMap(({ contestants }) => contestants.map(({ name }) => name))),
      strokeDash: { condition: { test: 'datum.isBound', value: [6, 4] }, value: [1, 0] },
    },
  };
}

function gradingTimePlot({ suites }: Results): TopLevelSpec {
  const values = suites.flatMap(({ kind, tests, contestants }) =>
    contestants
      .filter(({ name }) => name !== 'engine' && colours[name] !== undefined)
      .map(({ name, spread: { median } }) => ({ kind, tests, median, name: titles[name] })),
  );
  return {
    ...look,
    title: 'Time of one grading, median',
    data: { values },
    facet: { field: 'kind', type: 'nominal', title: null, sort: [...new Set(suites.map(({ kind }) => kind))] },
    columns: 2,
    spec: {
      width: 280,
      height: 220,
      mark: { type: 'line', point: true },
      encoding: {
        x: {
          field: 'tests',
          type: 'quantitative',
          title: 'tests in the suite',
          scale: { type: 'log' },
          axis: { values: [1, 10, 100] },
        },
        y: {
          field: 'median',
          type: 'quantitative',
          title: 'ms',
          scale: { type: 'log', nice: true },
          axis: { format: ',d', tickCount: 4 },
        },
        color: colour(['warm', 'cold', 'docker-pytest', 'bare-pytest']),
      },
    },
  };
}

const look = { background: 'white', config: { font: 'sans-serif', view: { stroke: null }, legend: { labelLimit: 0 } } } as const;

function colour(names: readonly ContestantName[]) {
  const shown = [...new Set(names)].filter((name) => colours[name] !== undefined);
  const scale = { domain: shown.map((name) => titles[name]), range: shown.map((name) => colours[name] ?? 'black') };
  return { field: 'name', type: 'nominal', title: null, scale, legend: { orient: 'bottom', columns: 2 } } as const;
}

import { parts } from '../options.ts';
import type { Results } from '../results.ts';
import { mebibytes } from './quantities.ts';
import { markdownTable } from './table.ts';
import { tablesOf } from './tables.ts';

const begin = '<!-- Measured: written by bench/document.ts, not by hand. -->';
const end = '<!-- End of what was measured. -->';

/** A page with the part between its two marks written anew. @throws when the page has no such part. */
export function withMeasured(page: string, measured: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The page has no part between "${begin}" and "${end}".`);
  return `${page.slice(0, from)}${begin}\n\n${measured.trim()}\n\n${page.slice(to)}`;
}

/** All that was measured, as Markdown. @param plots addresses of the plots, as the page has them */
export function measuredText(results: Results, plots: readonly string[]): string {
  // What is to hold comes first: a reader who stops there knows it.
  const [targets, ...others] = tablesOf(results).toReversed();
  const tables = [...(targets === undefined ? [] : [targets]), ...others.toReversed()];
  return [
    machineText(results),
    ...plots.map((plot) => `![${altTexts[plot.split('/').at(-1) ?? ''] ?? 'What was measured'}](${plot})`),
    ...tables.flatMap((table) => [`### ${table.title}`, markdownTable(table).trim()]),
  ].join('\n\n');
}

const altTexts: Readonly<Record<string, string>> = {
  'throughput.svg':
    'Gradings in a second against gradings at once: Waymark, pytest in containers, pytest without, and idle containers',
  'grading-time.svg':
    'Time of one grading against the tests in the suite, for each kind: Waymark, pytest in containers and pytest without',
};

function machineText({ date, machine, options }: Results): string {
  const { cpu, cores, memoryBytes, kernel, architecture, engine, runtime, cgroupVersion, node, waymark } = machine;
  const load = machine.loadAtStart === undefined ? '' : `, load ${machine.loadAtStart} when it began`;
  const isPart = options.quick || options.only.length < parts.length ? ' Not a whole run.' : '';
  return (
    `${date.slice(0, 10)}: ${cpu}, ${cores} cores, ${mebibytes(memoryBytes)} MiB, ${kernel} (${architecture})${load}; ` +
    `${engine} with ${runtime}, cgroup v${cgroupVersion}; Node ${node}, Waymark ${waymark}.${isPart}`
  );
}

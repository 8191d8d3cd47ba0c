import { writeFile } from 'node:fs/promises';
import { abortOnInterrupt } from './interrupt.ts';
import { parseOptions } from './options.ts';
import { drawPlots } from './render/plots.ts';
import { terminalTable } from './render/table.ts';
import { tablesOf } from './render/tables.ts';
import { run } from './run.ts';
import { isMet, targetsOf } from './targets.ts';
import { withBench } from './with-bench.ts';

const options = parseOptions(process.argv.slice(2));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const signal = abortOnInterrupt(say);
try {
  const results = await withBench({ signal, say }, (bench) => run(options, bench));
  const tables = tablesOf(results).map((table) => `\n${terminalTable(table)}`);
  process.stdout.write(tables.join(''));
  if (options.json !== undefined) {
    const targets = targetsOf(results).map((target) => ({ ...target, isMet: isMet(target) }));
    await writeFile(options.json, `${JSON.stringify({ ...results, targets }, null, 2)}\n`);
  }
  if (options.plots !== undefined) await drawPlots(results, options.plots);
} catch (error) {
  if (!signal.aborted) throw error;
}

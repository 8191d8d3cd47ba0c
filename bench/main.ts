import { writeFile } from 'node:fs/promises';
import { listenForInterrupt } from '../src/cli/interrupt.ts';
import type { Bench } from './bench.ts';
import { openers } from './contestants/all.ts';
import { describeMachine } from './machine.ts';
import { alternate } from './measure/alternate.ts';
import { type Options, parseOptions } from './options.ts';
import { terminalTable } from './render/table.ts';
import { tablesOf } from './render/tables.ts';
import { type Results, type SuiteResult, suiteResult } from './results.ts';
import { kinds, layOutSuite } from './suites.ts';
import { withBench } from './with-bench.ts';

const options = parseOptions(process.argv.slice(2));
using interrupt = listenForInterrupt(process);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
try {
  const results = await withBench({ signal: interrupt.signal, say }, (bench) => run(options, bench));
  process.stdout.write(
    tablesOf(results)
      .map((table) => `\n${terminalTable(table)}`)
      .join(''),
  );
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
} catch (error) {
  process.exitCode = interrupt.exitCode() ?? 1;
  if (!interrupt.signal.aborted) throw error;
}

async function run({ only, rounds, quick }: Options, bench: Bench): Promise<Results> {
  const date = new Date().toISOString();
  const machine = await describeMachine(bench.engine);
  const suites: SuiteResult[] = [];
  for (const kind of kinds.filter((name) => only.includes(name))) {
    bench.say(`Measuring ${kind}`);
    const suite = await layOutSuite(kind, 10, bench.tempFolder);
    suites.push(suiteResult(suite, await alternate({ suite, openers, bench, rounds, budgetMs: quick ? 10_000 : 40_000 })));
  }
  return { date, machine, options: { only, rounds, quick }, suites };
}

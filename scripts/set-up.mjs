#!/usr/bin/env node
/**
 * `npm start`, `npm test`, `npm run check` and `npm run bench` begin here: set up what is missing, then do what was asked for.
 *
 * Plain JavaScript on the built-ins of Node 18, because it runs before anything is installed. The first half (packages, Node) runs on
 * whatever Node there is; when that one is too old, the second half runs in a process of the Node the first half fetched.
 */
import { fileURLToPath } from 'node:url';
import { runBench } from './set-up/bench.mjs';
import { buildStep } from './set-up/build.mjs';
import { runChecks } from './set-up/checks.mjs';
import { engineStep } from './set-up/engine.mjs';
import { gvisorStep } from './set-up/gvisor.mjs';
import { imagesStep } from './set-up/images.mjs';
import { majorOf, nodeStep, requiredMajor } from './set-up/node.mjs';
import { packagesStep } from './set-up/packages.mjs';
import { localNode, root } from './set-up/paths.mjs';
import { interruptSignal, runTool } from './set-up/run-tool.mjs';
import { gradeSamples } from './set-up/samples.mjs';
import { createPrinter, InterruptedError, runSteps, SetUpError } from './set-up/steps.mjs';
import { runTests } from './set-up/tests.mjs';

/** The same code as for a grading that could not take place. */
const setUpFailed = 4;

/**
 * @typedef {object} CommandOptions
 * @property {readonly string[]} args
 * @property {import('./set-up/steps.mjs').Printer} printer
 * @property {AbortSignal} signal
 */

/** @type {Readonly<Record<string, (options: CommandOptions) => Promise<number>>>} Each gives its exit code. */
const commands = {
  start: gradeSamples,
  test: runTests,
  check: runChecks,
  bench: runBench,
  'set-up': async () => 0,
};

/** The second half says itself how it ended. */
let isHandedOver = false;
const printer = createPrinter(process.stderr, process.env);
const signal = interruptSignal();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(signal.aborted ? signal.reason : error);
}

/** @param {readonly string[]} argv */
async function main([name = 'start', ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new SetUpError(`There is no "${name}" here.`, { next: `Say one of: ${Object.keys(commands).join(', ')}.` });
  }
  const isSecondHalf = process.env['WAYMARK_SECOND_HALF'] === String(process.ppid);
  if (!isSecondHalf) {
    printer.line(printer.bold('Setting up Waymark'));
    await runSteps([packagesStep, nodeStep], { printer, signal });
    if (majorOf(process.versions.node) < requiredMajor) return handOver([name, ...args]);
  }
  // A chosen few tests build what they need themselves.
  const withOnDemand = name === 'test' && args.length === 0;
  const forTests = name === 'test' ? [gvisorStep] : [];
  await runSteps([buildStep, engineStep, ...forTests, imagesStep({ withOnDemand })], { printer, signal });
  return command({ args, printer, signal });
}

/** @param {readonly string[]} args */
async function handOver(args) {
  isHandedOver = true;
  const { exitCode } = await runTool(localNode, [fileURLToPath(import.meta.url), ...args], {
    cwd: root,
    env: { ...process.env, WAYMARK_SECOND_HALF: String(process.pid) },
    signal,
    output: 'through',
  });
  return exitCode;
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof InterruptedError) {
    if (!isHandedOver) printer.line(`\n${error.message} The next run goes on where this one stopped.`);
    return error.signalName === 'SIGINT' ? 130 : 143;
  }
  if (error instanceof SetUpError) {
    for (const line of error.log) printer.line(printer.dim(`    ${line}`));
    printer.line(`  ${printer.red('✗')} ${error.message}`);
    if (error.next !== undefined) printer.line(`    ${error.next}`);
    return setUpFailed;
  }
  const text = error instanceof Error ? (process.env['WAYMARK_DEBUG'] ? error.stack : error.message) : String(error);
  printer.line(`  ${printer.red('✗')} This is a fault of the set-up itself: ${text}`);
  printer.line('    Please report it with the lines above; WAYMARK_DEBUG=1 shows where it happened.');
  return setUpFailed;
}

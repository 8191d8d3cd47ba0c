import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from './child-environment.mjs';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

const exercise = 'log-line-pipeline';

/** Each with the exit code that tells that the grader saw through it. */
const samples = [
  { name: 'honest', about: 'a correct solution', expected: 0 },
  { name: 'wrong', about: 'a plausible solution with misconceptions', expected: 1 },
  // Two tests of small weight meet its endless loop; the others count as if it were not there.
  { name: 'endless', about: 'a solution that loops for ever in one case', expected: 0 },
  { name: 'cheating', about: 'no solution at all: it forges results and lies about equality', expected: 1 },
];

/**
 * @typedef {object} SampleResult
 * @property {string} name
 * @property {string} score e.g. `7 of 39 points`
 * @property {string} outcome e.g. `passed`
 * @property {string} report Path relative to the clone.
 * @property {string} seconds
 */

/**
 * Grades the sample submissions with the real command, as a learner would.
 * @param {{ args: readonly string[], printer: import('./steps.mjs').Printer, signal: AbortSignal }} options
 * @returns {Promise<number>} 0 when every sample came out as it must.
 * @throws {SetUpError} when one could not be graded.
 */
export async function gradeSamples({ args, printer, signal }) {
  if (args.length > 0) {
    throw new SetUpError(`"npm start" takes no arguments, and got "${args.join(' ')}".`, {
      next: `To grade something of yours: npx waymark grade --exercise ${exercise} <your folder>`,
    });
  }
  await mkdir(join(root, 'reports'), { recursive: true });
  /** @type {SampleResult[]} */
  const results = [];
  for (const sample of samples) {
    results.push(await gradeSample(sample, { printer, signal }));
  }
  process.stdout.write(`\n${summary(results)}\n\n${nextSteps()}\n`);
  return 0;
}

/**
 * @param {typeof samples[number]} sample
 * @param {{ printer: import('./steps.mjs').Printer, signal: AbortSignal }} options
 * @returns {Promise<SampleResult>}
 */
async function gradeSample({ name, about, expected }, { printer, signal }) {
  const report = `reports/${name}.json`;
  const args = ['grade', '--exercise', exercise, '--report', report, `examples/submissions/${name}`];
  printer.line(`\n${printer.bold(`${name}: ${about}`)}\n${printer.dim(`$ npx waymark ${args.join(' ')}`)}`);

  const startedAt = performance.now();
  const { exitCode } = await runTool(process.execPath, [join(root, 'dist', 'main.js'), ...args], {
    cwd: root,
    env: childEnvironment(process.env, { isTerminal: process.stdout.isTTY === true }),
    signal,
    output: 'through',
  });
  if (exitCode !== expected) {
    throw new SetUpError(`The sample "${name}" ended with exit code ${exitCode} instead of ${expected}.`, {
      next:
        exitCode === 4
          ? 'Mend what is said above ("npx waymark doctor" looks at the engine), then try again.'
          : 'Please report this with the lines above.',
    });
  }
  const { score } = JSON.parse(await readFile(join(root, report), 'utf8'));
  return {
    name,
    score: `${score.points} of ${score.maximum} points`,
    outcome: score.passed ? 'passed' : 'not passed',
    report,
    seconds: `${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  };
}

/** @param {readonly SampleResult[]} results */
function summary(results) {
  const rows = results.map(({ name, score, outcome, seconds, report }) => [name, score, outcome, seconds, report]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}

function nextSteps() {
  return [
    'What to type next',
    '  npx waymark list                      the exercises there are',
    `  npx waymark show ${exercise}    what the samples were about`,
    '  npx waymark grade <your folder>       grade your own; add --report report.json to keep the report',
    '  npx waymark --help                    everything else',
  ].join('\n');
}

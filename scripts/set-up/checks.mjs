import { childEnvironment } from './child-environment.mjs';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

/** The cheap ones first. Each is one command that can be run alone; package.json has a script for it. */
const checks = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] },
  // The direction of the arrows between the rooms is among its rules.
  { name: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  { name: 'types made from schemas', command: ['scripts/generate-types.mjs', '--check'] },
  { name: 'Python', command: ['scripts/check-python.mjs'] },
  // What has changed since exercises/proofs.json was written is proven anew, mutants and all.
  { name: 'exercises', command: ['dist/main.js', 'verify', '--all', '--believe', 'exercises/proofs.json'] },
];

/**
 * Every check, also after one that failed: one run names all there is to mend.
 * @param {{ printer: import('./steps.mjs').Printer, signal: AbortSignal }} options
 * @returns {Promise<number>} 0 when all are content, 1 otherwise.
 */
export async function runChecks({ printer, signal }) {
  const failed = [];
  printer.line(printer.bold('Checking'));
  for (const { name, command } of checks) {
    const startedAt = performance.now();
    const { exitCode } = await runTool(process.execPath, command, {
      cwd: root,
      env: childEnvironment(process.env, { isTerminal: process.stdout.isTTY === true }),
      signal,
      output: 'through',
    });
    const seconds = printer.dim(`(${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    printer.line(`  ${exitCode === 0 ? printer.green('✓') : printer.red('✗')} ${name} ${seconds}`);
    if (exitCode !== 0) failed.push(name);
  }
  if (failed.length > 0) printer.line(`${failed.length} of ${checks.length} checks failed: ${failed.join(', ')}.`);
  else printer.line('All checks passed.');
  return failed.length === 0 ? 0 : 1;
}

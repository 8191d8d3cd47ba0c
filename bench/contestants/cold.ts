import { join } from 'node:path';
import { packageRoot } from '../../src/engine/package-root.ts';
import { runProcess } from '../run-process.ts';
import { contestant, type OpenContestant } from './contestant.ts';
import { answerOf } from './warm.ts';

/** The compiled program. */
export const program = join(packageRoot(), 'dist', 'main.js');

/** A whole `waymark grade`, from the start of the process to its end: what a CI job pays. */
export const openCold: OpenContestant = async ({ exerciseFolder, submissions }, { signal }) =>
  contestant(async (candidate) => {
    const args = [program, 'grade', '--quiet', '--json', '--exercise', exerciseFolder, submissions[candidate]];
    const { exitCode, stdout, stderr } = await runProcess(process.execPath, args, { signal });
    if (exitCode !== 0 && exitCode !== 1)
      throw new Error(`waymark grade ended with exit code ${exitCode}: ${stderr.slice(-800)}`);
    const report = JSON.parse(stdout) as { readonly tests: Parameters<typeof answerOf>[0]['cases'] };
    return answerOf({ cases: report.tests });
  });

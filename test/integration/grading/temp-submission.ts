import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtures, honestBut } from './grading-bench.ts';

export interface TempSubmission extends AsyncDisposable {
  readonly args: readonly string[];
}

/** The honest solution of the four tests with this at its end, on disk; `args` is what the command line needs to grade it. */
export async function tempSubmission(code: string): Promise<TempSubmission> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-sent-'));
  const path = join(folder, 'solution.py');
  const [file] = (await honestBut(code)).files;
  await writeFile(path, file?.content ?? '');
  return {
    args: ['--suite', join(fixtures, 'four-tests'), '--entry', 'solution.py', path],
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}

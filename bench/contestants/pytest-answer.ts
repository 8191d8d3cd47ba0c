import type { ProcessResult } from '../run-process.ts';
import type { Answer } from './contestant.ts';

/** Reads the last line of `pytest -q`: `1 failed, 9 passed in 0.05s`. @throws when there is none. */
export function pytestAnswer({ stdout, stderr }: ProcessResult): Answer {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const count = (word: RegExp): number => Number(word.exec(last)?.[1] ?? 0);
  const passed = count(/(\d+) passed/);
  const failed = count(/(\d+) failed/) + count(/(\d+) errors?/);
  if (passed + failed === 0) throw new Error(`pytest gave no answer: ${`${stdout}\n${stderr}`.trim().slice(-800)}`);
  return { passed, failed };
}

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, readClaims } from './claims.ts';
import type { Answer, OpenContestant } from './contestant.ts';
import { openGraderPlace } from './grader-root.ts';

/** otter-grader's `otter run`: an assignment without a notebook, with one test file in its own format for each claim. */
export const openOtter: OpenContestant = async (suite, bench) => {
  const place = await openGraderPlace(suite, bench);
  const claims = await readClaims(suite.plain.honest);
  for (const claim of claims) await place.write(`tests/${claim.name}.py`, testFile(claim));
  const made = await place.run('otter', 'honest', [
    'otter',
    'generate',
    '-t',
    '../tests',
    '-o',
    '../assignment.zip',
    '--no-environment',
  ]);
  if (made.exitCode !== 0) throw new Error(`otter generate failed: ${`${made.stdout}\n${made.stderr}`.trim().slice(-800)}`);
  return {
    async grade(candidate) {
      const answer = join(place.hostFolder, 'results.json');
      await rm(answer, { force: true });
      const args = ['otter', 'run', '-a', '../assignment.zip', '-o', '..', '--no-logo', 'solution.py'];
      const { stdout, stderr } = await place.run('otter', candidate, args);
      return readAnswer(answer, claims).catch((cause) => {
        throw new Error(`otter gave no answer: ${`${stdout}\n${stderr}`.trim().slice(-800)}`, { cause });
      });
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
};

function testFile({ name, expression }: Claim): string {
  const code = `>>> ${expression}\nTrue`;
  const suite = `{"cases": [{"code": ${JSON.stringify(code)}, "hidden": False, "locked": False}], "scored": True, "setup": "", "teardown": "", "type": "doctest"}`;
  return `OK_FORMAT = True\n\ntest = {"name": "${name}", "points": 1, "suites": [${suite}]}\n`;
}

async function readAnswer(file: string, claims: readonly Claim[]): Promise<Answer> {
  const results = JSON.parse(await readFile(file, 'utf8')) as { readonly tests: readonly { readonly score?: number }[] };
  const passed = results.tests.reduce((sum, { score = 0 }) => sum + (score > 0 ? 1 : 0), 0);
  return { passed, failed: claims.length - passed };
}

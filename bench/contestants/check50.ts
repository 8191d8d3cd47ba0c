import { type Claim, readClaims } from './claims.ts';
import type { OpenContestant } from './contestant.ts';
import { openGraderPlace } from './grader-root.ts';

/** check50 by its own command line, with checks of this machine, so that it fetches none. */
export const openCheck50: OpenContestant = async (suite, bench) => {
  const place = await openGraderPlace(suite, bench);
  await place.write('checks/.cs50.yml', 'check50: true\n');
  await place.write('checks/__init__.py', checks(await readClaims(suite.plain.honest)));
  return {
    async grade(candidate) {
      const { stdout, stderr } = await place.run('check50', candidate, [
        'check50',
        '--dev',
        '--output',
        'json',
        '--',
        '../checks',
      ]);
      const results = parse(stdout);
      if (results === undefined) throw new Error(`check50 gave no answer: ${`${stdout}\n${stderr}`.trim().slice(-800)}`);
      const passed = results.filter((result) => result.passed === true).length;
      return { passed, failed: results.length - passed };
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
};

function checks(claims: readonly Claim[]): string {
  const all = claims.map(
    ({ name, expression }) => `
@check50.check()
def ${name}():
    """${name}"""
    slugify = check50.py.import_("solution.py").slugify
    if not (${expression}):
        raise check50.Failure("not what was expected")
`,
  );
  return `import check50\nimport check50.py\n\n${all.join('\n')}`;
}

function parse(stdout: string): readonly { readonly passed?: unknown }[] | undefined {
  try {
    const answer: { readonly results?: unknown } = JSON.parse(stdout);
    return Array.isArray(answer.results) ? answer.results : undefined;
  } catch {
    return undefined;
  }
}

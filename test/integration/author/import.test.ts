import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/engine/package-root.ts';
import { runWaymark } from '../../cli/run-waymark.ts';
import { engineHere, titled } from '../grading/grading-bench.ts';

const fixtures = join(packageRoot(), 'test', 'fixtures', 'import');
const suites = join(packageRoot(), 'test', 'suites');

describe.skipIf(engineHere === undefined)(titled('an imported exercise'), () => {
  let catalogue = '';
  beforeAll(async () => {
    catalogue = await mkdtemp(join(tmpdir(), 'waymark-import-'));
  });
  afterAll(() => rm(catalogue, { recursive: true, force: true }));

  const run = (folder: string) => runWaymark(['import', folder, '--quiet', '--catalog', catalogue]);

  test.each([
    ['track/practice/tea-timer', 3],
    ['track/practice/odd-sum', 2],
    ['flat named', 2],
    ['flat-compared', 1],
    ['folders', 1],
    ['src-folder', 1],
  ])('of %s gives its solution all points and its starter none', async (source, points) => {
    const { stdout, exitCode } = await run(join(fixtures, source));

    expect(stdout).toContain(`✓ The solution gets ${points} of ${points} points.`);
    expect(stdout).toContain(`✓ The starter gets 0 of ${points} points.`);
    expect(exitCode).toBe(0);
  });

  test.each(['caterer-data', 'course-layout', 'greeter-cli'])('of the suite %s works as the suite alone does', async (suite) => {
    const { stdout, exitCode } = await run(join(suites, suite));

    expect(stdout).toMatch(/✓ The solution gets (\d+) of \1 points\.\n {2}✓ The starter gets/);
    expect(exitCode).toBe(0);
  });

  test('whose suite is collected beside a submission is graded all the same, and says that it has to be declared', async () => {
    const { stdout, exitCode } = await run(join(suites, 'shop-package'));

    expect(stdout).toMatch(/✓ The solution gets (\d+) of \1 points\./);
    expect(stdout).toContain('grading needs a tests.json');
    expect(exitCode).toBe(0);
  });

  test('that needs a probe says for which test, and what it got instead', async () => {
    const { stdout, exitCode } = await run(join(fixtures, 'needs-care'));

    expect(stdout).toMatch(
      /✗ The solution gets 1 of 2 points\.\n {6}test_points\.py::test_equals_a_number\n[\s\S]*Expected 2, got <points\.Point/,
    );
    expect(stdout).toContain('docs/suites.md');
    expect(exitCode).toBe(1);
  });
});

test('without an engine the exercise is written, and it is said that it was not tried', async () => {
  const catalogue = await mkdtemp(join(tmpdir(), 'waymark-import-'));
  try {
    const { stdout, stderr, exitCode } = await runWaymark(
      ['import', join(fixtures, 'src-folder'), '--quiet', '--catalog', catalogue],
      {
        env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
      },
    );

    expect(stdout).toContain('Imported Src folder');
    expect(stderr).toContain('Imported, and not tried:');
    expect(exitCode).toBe(4);
  } finally {
    await rm(catalogue, { recursive: true, force: true });
  }
});

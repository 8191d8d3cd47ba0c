import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { runWaymark } from '../../cli/run-waymark.ts';
import { engineHere, titled } from '../grading/grading-bench.ts';

const own = fileURLToPath(new URL('../../cli/fixtures/catalog', import.meta.url));

test.skipIf(engineHere === undefined)(titled('an unpacked pack for graders gives the same report'), async () => {
  const root = await mkdtemp(join(tmpdir(), 'waymark-pack-'));
  try {
    await runWaymark(['pack', 'grader', '--all', '--catalog', own, '-o', 'pack.tar.gz'], { cwd: root });
    await execa('mkdir', ['unpacked'], { cwd: root });
    await execa('tar', ['-xzf', 'pack.tar.gz', '-C', 'unpacked'], { cwd: root });
    const grade = (catalog: string) =>
      runWaymark(
        ['grade', '-q', '-e', 'make-slugs', '--catalog', catalog, '-r', '-', join(own, 'text/make-slugs/wrong/keeps-doubles')],
        { cwd: root },
      );

    const [packed, whole] = [await grade('unpacked'), await grade(own)];

    expect(packed).toMatchObject({ exitCode: 1, stderr: '' });
    const [{ run: _, ...report }, { run: __, ...expected }] = [JSON.parse(packed.stdout), JSON.parse(whole.stdout)];
    expect(report).toEqual(expected);
    expect(report.status).toBe('graded');
  } finally {
    await rm(root, { recursive: true });
  }
});

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/engine/package-root.ts';
import { runWaymark } from '../../cli/run-waymark.ts';
import { fencedBlocks } from '../../docs/fenced-blocks.ts';
import { engineHere, titled } from '../grading/grading-bench.ts';

const page = await readFile(join(packageRoot(), 'docs', 'authoring.md'), 'utf8');
const commands = fencedBlocks(page)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.split('\n'));

let folder: string;

describe.skipIf(engineHere === undefined)(titled('docs/authoring.md'), () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waymark-tutorial-'));
    await cp(join(packageRoot(), 'exercises', 'topics.json'), join(folder, 'exercises', 'topics.json'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  // In their order: each goes on where the one before ended.
  test.each(commands)('%s', async (line) => {
    const [, ...args] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

    const { exitCode, stdout, stderr } = await runWaymark(args, {
      cwd: folder,
      env: { WAYMARK_CATALOG: join(folder, 'exercises'), XDG_CACHE_HOME: join(folder, 'cache') },
    });

    expect({ exitCode, told: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, told: '' });
  });
});

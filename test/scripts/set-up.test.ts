import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/set-up/paths.mjs';

it('answers a command it does not know with those it knows, in words and with exit code 4', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'set-up.mjs'), 'dance'], {
    encoding: 'utf8',
  });

  expect(status).toBe(4);
  expect(stdout).toBe('');
  expect(stderr).toBe('  ✗ There is no "dance" here.\n    Say one of: start, test, check, bench, set-up.\n');
});

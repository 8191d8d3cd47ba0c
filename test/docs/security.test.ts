import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/engine/package-root.ts';

const page = await readFile(join(packageRoot(), 'SECURITY.md'), 'utf8');
const named = [...new Set([...page.matchAll(/`((?:test|runner-images)\/[\w./-]+\.(?:ts|py))`/g)].map(([, path = '']) => path))];

test('SECURITY.md names tests for its promises', () => {
  expect(named.length).toBeGreaterThan(12);
});

test.each(named)('%s is there', async (path) => {
  await expect(access(join(packageRoot(), path))).resolves.toBeUndefined();
});

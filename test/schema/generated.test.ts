import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compileSchema } from '../../src/schema/compile-schema.ts';

test('the types in the repository are those of the schemas', async () => {
  const script = fileURLToPath(new URL('../../scripts/generate-types.mjs', import.meta.url));

  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test('every schema compiles', async () => {
  const names = (await readdir(new URL('../../schemas/', import.meta.url))).map((file) => file.replace('.schema.json', ''));

  expect(names).toEqual(expect.arrayContaining(['exercise', 'tests', 'topics']));
  for (const name of ['exercise', 'report', 'tests', 'topics'] as const)
    expect(compileSchema(name)(null)).toMatchObject({ isValid: false });
});

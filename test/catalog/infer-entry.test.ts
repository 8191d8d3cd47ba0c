import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inferEntry } from '../../src/catalog/infer-entry.ts';
import { digestFiles } from '../../src/files/digest-files.ts';
import type { Submission } from '../../src/model/submission.ts';

function submissionOf(name: string, ...paths: readonly string[]): Submission {
  const files = paths.map((path) => ({ path, content: Buffer.from('x = 1\n') }));
  return { name, files, digest: digestFiles(files) };
}

async function suiteOf(name: string, source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), source);
  return join(folder, name);
}

test.each([
  ['clock_test.py', 'from clock import Clock\n', 'clock.py'],
  ['test_clock.py', 'import unittest\nimport clock\n', 'clock.py'],
  ['two-fer_test.py', 'from two_fer import two_fer\n', 'two_fer.py'],
  ['clock_test.py', 'from watch import Clock\n', undefined],
  ['clock_test.py', 'from clock import Clock\nfrom example import other\n', undefined],
  ['checks.py', 'from clock import Clock\n', undefined],
])('a file of any name is what %s is about', async (name, source, entry) => {
  const suite = await suiteOf(name, source);

  expect(await inferEntry(suite, submissionOf('example.py', 'example.py'))).toBe(entry);
});

test('a folder and several files have names of their own', async () => {
  const suite = await suiteOf('clock_test.py', 'from clock import Clock\n');

  expect(await inferEntry(suite, submissionOf('work', 'example.py'))).toBeUndefined();
  expect(await inferEntry(suite, submissionOf('work', 'example.py', 'other.py'))).toBeUndefined();
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('docs/errors.md lists every code there is in src', async () => {
  const codes = await codesInSource();
  const documented = await documentedCodes();

  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !documented.has(code))).toEqual([]);
});

test('docs/errors.md lists no code that is gone', async () => {
  const codes = new Set(await codesInSource());

  expect([...(await documentedCodes())].filter((code) => !codes.has(code))).toEqual([]);
});

async function codesInSource(): Promise<readonly string[]> {
  const folder = join(root, 'src');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const codes = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, code] of text.matchAll(/'((?:import|grading)\.[a-z]+(?:-[a-z]+)*|submission\.[a-z]+(?:-[a-z]+)*)'/gu)) {
      codes.add(code ?? '');
    }
    if (/`import\.\$\{status\}`/u.test(text)) {
      for (const status of ['timeout', 'memory-limit', 'output-limit', 'process-limit', 'crashed']) {
        codes.add(`import.${status}`);
      }
    }
    // The codes of Waymark's own errors: `readonly code = '…'`, or a constant.
    for (const [, code] of text.matchAll(/=\s*'(WAYMARK_[A-Z_]+)'/gu)) {
      codes.add(code ?? '');
    }
    // refusals.ts puts the prefix before each of its codes.
    for (const [, code] of text.matchAll(/\brefusal\(\s*'([a-z-]+)'/gu)) {
      codes.add(`submission.${code ?? ''}`);
    }
  }
  return [...codes].sort();
}

async function documentedCodes(): Promise<ReadonlySet<string>> {
  const text = await readFile(join(root, 'docs', 'errors.md'), 'utf8');
  return new Set([...text.matchAll(/^\| `([^`]+)` \|/gmu)].map(([, code]) => code ?? ''));
}

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/set-up/paths.mjs';

const forbidden: readonly (readonly [room: string, line: string])[] = [
  ['src/engine', "import { grade } from '../grading/grade-submission.ts';"],
  ['src/engine', "import type { Grading } from '../grading/grade-submission.ts';"],
  ['src/engine/docker', "export { relay } from '../../bridge/relay.ts';"],
  ['src/bridge', "const { grade } = await import('../grading/grade-submission.ts');"],
  ['src/model', "import { compile } from '../schema/compile.ts';"],
  ['src/report', "import { openDockerEngine } from '../engine/docker/open-docker-engine.ts';"],
  ['src/grading', "import { verify } from '../author/verify.ts';"],
  ['src/author', "import { main } from '../cli/program.ts';"],
  ['src/services', "import { grade } from '../grading/grade-submission.ts';"],
  ['src/bridge', "import { ServiceSet } from '../services/service-set.ts';"],
  ['src/submission', "import { findExercise } from '../catalog/find-exercise.ts';"],
  ['src/grading', "import Docker from 'dockerode';"],
  ['src/engine', "import { pack } from 'tar-fs';"],
  ['src/cli', "import { Ajv2020 } from 'ajv/dist/2020.js';"],
  ['src/report', "import addFormats from 'ajv-formats';"],
];

const allowed: readonly (readonly [room: string, line: string])[] = [
  ['src/cli', "import { grade } from '../grading/grade-submission.ts';"],
  ['src/grading', "import { relay } from '../bridge/relay.ts';"],
  ['src/grading', "import { ServiceSet } from '../services/service-set.ts';"],
  ['src/services', "import { Judge } from '../bridge/judge.ts';"],
  ['src/bridge', "import type { Container } from '../engine/container.ts';"],
  ['src/engine/docker', "import Docker from 'dockerode';"],
  ['src/engine/images', "import { pack } from 'tar-fs';"],
  ['src/schema', "import { Ajv2020 } from 'ajv/dist/2020.js';"],
  ['src/report', "import type { Verdict } from '../model/verdict.ts';"],
];

let folder: string;
/** Files, relative to the folder, that the check complained about. */
let complaints: ReadonlySet<string>;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'waymark-arrows-')));
  copyFileSync(join(root, 'biome.jsonc'), join(folder, 'biome.jsonc'));
  for (const [path, source] of [...forbidden.map(place('forbidden')), ...allowed.map(place('allowed'))]) write(path, source);
  write('src/model/one.ts', "import type { Two } from './two.ts';\nexport interface One {\n  two: Two;\n}");
  write('src/model/two.ts', "import type { One } from './one.ts';\nexport interface Two {\n  one: One;\n}");
  complaints = check();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the arrows between the rooms', () => {
  it.each(forbidden.map(place('forbidden')))('says no to %s: %s', (path) => {
    expect(complaints).toContain(path);
  });

  it.each(allowed.map(place('allowed')))('says nothing of %s: %s', (path) => {
    expect(complaints).not.toContain(path);
  });

  it('says no to two files that need each other, even for their types only', () => {
    expect(complaints).toContain('src/model/one.ts');
    expect(complaints).toContain('src/model/two.ts');
  });
});

/** The file that a case is written to. */
function place(kind: string) {
  return ([room, line]: readonly [string, string], index: number): readonly [path: string, source: string] => [
    `${room}/${kind}-${index}.ts`,
    line,
  ];
}

function write(path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${source}\n`);
}

function check(): ReadonlySet<string> {
  const rules = ['--only=style/noRestrictedImports', '--only=suspicious/noImportCycles'];
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', ...rules, '--reporter=github', '--max-diagnostics=none', 'src'],
    { cwd: folder, encoding: 'utf8' },
  );
  return new Set([...stdout.matchAll(/file=([^,]+),/g)].map((match) => relative(folder, match[1] ?? '')));
}

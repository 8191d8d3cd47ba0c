import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-code.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { formatLimit } from '../../src/report/quantities.ts';
import { runWaymark } from '../cli/run-waymark.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');

test('every relative link of the documents points to a file and a heading that exist', async () => {
  const broken: string[] = [];
  for (const file of await documents()) {
    for (const target of linksOf(await readFile(file, 'utf8'))) {
      if (!(await leadsSomewhere(file, target))) {
        broken.push(`${relative(root, file)}: ${target}`);
      }
    }
  }

  expect(broken).toEqual([]);
});

test('every command and option the README names is in the help of the command line', async () => {
  const help = await helpOfEverything();
  const lines = [...readme.matchAll(/npx waymark ([a-z]+)([^\n`]*)/gu)];

  const unknown = lines.flatMap(([line, command = '', rest = '']) => {
    const known = help.get(command);
    const named = [...rest.replace(/#.*$/u, '').matchAll(/--[a-z-]+/gu)].map(([flag]) => flag);
    return known === undefined ? [line] : named.filter((flag) => !known.includes(`${flag} `)).map((flag) => `${line}: ${flag}`);
  });
  const all = [...help.values()].join('\n');
  const prose = [...readme.matchAll(/`(?:[^`\n]*\s)?(--[a-z-]+)/gu)].map(([, flag = '']) => flag);

  expect(lines.length).toBeGreaterThan(5);
  expect(unknown).toEqual([]);
  expect(prose.filter((flag) => !all.includes(`${flag} `))).toEqual([]);
});

test.each(['README.md', 'docs/errors.md'])("%s's exit codes are those of the program", async (file) => {
  const rows = tableUnder('exit code', await readFile(join(root, file), 'utf8'));

  const codes = rows.flatMap(([code = '']) => code.split(',').map(Number));

  expect(codes).toEqual(Object.values(exitCodes));
});

test("the README's limits are those of a grading, with their defaults", () => {
  const rows = tableUnder('limit', readme);

  const told = rows.map(([limit = '', value]) => [/`(\w+)`/u.exec(limit)?.[1], value]);

  const limits = new Map<string, number>(Object.entries(defaultLimits));
  expect(told).toEqual(told.map(([name = '']) => [name, formatLimit(name, limits.get(name) ?? Number.NaN)]));
  expect(told.map(([name]) => name).sort()).toEqual([...limits.keys()].sort());
});

test("the README's exercise is one", async () => {
  const json = /```json\n([\s\S]*?)```/u.exec(readme)?.[1] ?? '';
  const suite = /```python\n([\s\S]*?)```/u.exec(readme)?.[1] ?? '';
  const catalogue = await mkdtemp(join(tmpdir(), 'waymark-readme-'));
  try {
    const folder = join(catalogue, 'text', 'make-slugs');
    await mkdir(join(folder, 'hidden'), { recursive: true });
    await writeFile(join(folder, 'exercise.json'), json);
    await writeFile(join(folder, 'hidden', 'test_slugs.py'), suite);

    const { exitCode, stdout } = await runWaymark(['show', folder]);

    expect(stdout).toContain('Make slugs');
    expect(stdout).toContain('2 s for one test');
    expect(exitCode).toBe(0);
  } finally {
    await rm(catalogue, { recursive: true, force: true });
  }
});

async function documents(): Promise<readonly string[]> {
  const docs = await readdir(join(root, 'docs'), { recursive: true });
  const own = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  return [...own, ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))].map((file) =>
    join(root, file),
  );
}

function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gmu, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/u.test(target));
}

async function leadsSomewhere(file: string, target: string): Promise<boolean> {
  const [path = '', anchor] = target.split('#');
  const place = path === '' ? file : join(dirname(file), path);
  const isThere = await access(place).then(
    () => true,
    () => false,
  );
  return isThere && (anchor === undefined || anchorsOf(await readFile(place, 'utf8')).has(anchor));
}

/** Headings as forges turn them into anchors. */
function anchorsOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gmu)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

async function helpOfEverything(): Promise<ReadonlyMap<string, string>> {
  const main = await runWaymark(['--help']);
  const names = [...main.stdout.matchAll(/^ {2}([a-z]+) .*$/gmu)].map(([, name = '']) => name).filter((name) => name !== 'help');
  const helps = await Promise.all(names.map(async (name) => [name, await helpOf([name])] as const));
  return new Map(helps);
}

/** Help of a command and of its own commands. */
async function helpOf(command: readonly string[]): Promise<string> {
  const { stdout } = await runWaymark([...command, '--help']);
  const below = /^Commands:\n([\s\S]*)/mu.exec(stdout)?.[1] ?? '';
  const names = [...below.matchAll(/^ {2}([a-z]+) .*$/gmu)].map(([, name = '']) => name).filter((name) => name !== 'help');
  const helps = await Promise.all(names.map((name) => helpOf([...command, name])));
  return [stdout, ...helps].join('\n');
}

/** The cells of the table whose first column has that heading. */
function tableUnder(heading: string, text: string): readonly (readonly string[])[] {
  const rows = new RegExp(`^\\| ${heading} \\|[^\\n]*\\n\\|[- |]+\\n((?:\\|[^\\n]*\\n)+)`, 'mu').exec(text)?.[1] ?? '';
  return rows
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

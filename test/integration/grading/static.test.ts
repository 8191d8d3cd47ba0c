import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestFiles } from '../../../src/files/digest-files.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { Submission } from '../../../src/model/submission.ts';
import type { CaseResult } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, exerciseOf, openBench, titled } from './grading-bench.ts';

let bench: Bench;

type Files = Readonly<Record<string, string | Buffer>>;

function submissionOf(files: Files): Submission {
  const listed = Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) }));
  return { name: 'submission', files: listed, digest: digestFiles(listed) };
}

/** What the tests of a suite came to, by their names. */
async function look(suite: string, files: Files, image = 'quality'): Promise<Readonly<Record<string, CaseResult>>> {
  const exercise = exerciseOf(suite, { image, limits: defaultLimits });
  const { verdict } = await bench.grade(exercise, submissionOf(files));
  expect(verdict.status).toBe('graded');
  return Object.fromEntries(verdict.cases.map((result) => [result.id.replace(/.*::/, ''), result]));
}
const statuses = (results: Readonly<Record<string, CaseResult>>) =>
  Object.fromEntries(Object.entries(results).map(([name, { status }]) => [name, status]));

const innocent = `"""Prices."""

from collections.abc import Iterable


def total(prices: Iterable[int]) -> int:
    """The sum of all prices."""
    return sum(prices)
`;

/** Something for each tool: an unused import, a missing blank, a wrong type. */
const guilty = `"""Prices."""

import os


def total(prices: list[int]) -> int:
    return  "0"
`;

const gate = `
def test_ruff(static):
    static.ruff().assert_clean()

def test_flake8(static):
    static.flake8().assert_clean()

def test_black(static):
    static.black().assert_clean()

def test_mypy(static):
    static.mypy().assert_clean()
`;
const all = (status: string) => ({ test_ruff: status, test_flake8: status, test_black: status, test_mypy: status });

describe.skipIf(engineHere === undefined)(titled('the fixture static'), { timeout: 60_000 }, () => {
  beforeAll(async () => {
    bench = await openBench();
    await bench.images.reference('quality');
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('finds nothing in clean source, and says what it finds in other', async () => {
    expect(statuses(await look(gate, { 'solution.py': innocent }))).toEqual(all('passed'));

    const results = await look(gate, { 'solution.py': guilty });

    expect(statuses(results)).toEqual(all('failed'));
    expect(results).toMatchObject({
      test_ruff: { explanation: expect.stringContaining('solution.py:3:8 F401 `os` imported but unused') },
      test_flake8: { explanation: expect.stringContaining("solution.py:3:1 F401 'os' imported but unused") },
      test_black: { explanation: expect.stringContaining('solution.py:7:1 format would be reformatted, first here:') },
      test_mypy: { explanation: expect.stringContaining('solution.py:7:13 return-value Incompatible return value type') },
    });
  });

  const everythingIgnored = {
    'pyproject.toml':
      '[tool.ruff]\nexclude = ["*.py"]\n[tool.ruff.lint]\nselect = []\n[tool.black]\nforce-exclude = "solution"\n[tool.mypy]\nignore_errors = true\n',
    'ruff.toml': 'exclude = ["*"]\n',
    '.ruff.toml': 'exclude = ["*"]\n',
    'setup.cfg': '[flake8]\nexclude = solution.py\n[mypy]\nignore_errors = True\n',
    'tox.ini': '[flake8]\nignore = E,F,W\n',
    '.flake8': '[flake8]\nper-file-ignores = solution.py:F401\n',
    'mypy.ini': '[mypy]\nignore_errors = True\nexclude = solution\n',
    '.mypy.ini': '[mypy]\nignore_errors = True\n',
  };
  const act = 'import os\nprint("I was run")\nopen("/tmp/run", "w").close()\nos._exit(0)\n';
  const plugin = { 'mypy.ini': '[mypy]\nplugins = evil.py\n', 'evil.py': innocent, 'setup.py': innocent };
  const runWhenImported = Object.fromEntries(
    [
      'conftest sitecustomize usercustomize ast json tokenize subprocess shutil tempfile',
      'ruff mypy black flake8 pyflakes pycodestyle mccabe radon pathspec waymark_agent waymark_wire',
    ]
      .flatMap((names) => names.split(' '))
      .map((name) => [`${name}.py`, act]),
  );

  test.each<[string, Files]>([
    ['configuration that ignores everything', everythingIgnored],
    ['a mypy plugin', { ...plugin, 'evil.py': act }],
    ['modules with the names of ours and of the tools', runWhenImported],
    ['packages with the names of the tools', { 'mypy/__init__.py': act, 'black/__init__.py': act, 'ruff/__main__.py': act }],
    ['a stub that is more pleasant', { 'solution.pyi': 'def total(prices: object) -> object: ...\n' }],
    ['a path file', { 'evil.pth': 'import os; os._exit(0)\n' }],
  ])('takes no notice of %s', async (_, files) => {
    const named = gate.replaceAll('()', '("solution.py")').replaceAll('assert_clean("solution.py")', 'assert_clean()');

    const results = await look(named, { 'solution.py': guilty, ...files });

    expect(statuses(results)).toEqual(all('failed'));
    expect(Object.values(results).map(({ stdout }) => stdout ?? '')).toEqual(['', '', '', '']);
    expect(statuses(await look(named, { 'solution.py': innocent, ...files }))).toEqual(all('passed'));
  });

  test.each([
    ['noqa at each line', guilty.replaceAll(/(?<=[^"])\n/g, '  # noqa\n')],
    ['noqa for the file', `# ruff: noqa\n# flake8: noqa\n${guilty}`],
    ['a disabled range', `# ruff: disable[F401]\n${guilty}`],
    ['type: ignore at the line', guilty.replace('"0"', '"0"  # type: ignore[return-value]')],
    ['type: ignore for the file', `# type: ignore\n${guilty}`],
    ['TYPE:IGNORE', guilty.replace('"0"', '"0"  #type:ignore')],
    ['a configuration of mypy in the file', `# mypy: ignore-errors\n${guilty}`],
    ['a configuration of mypy in a text', guilty.replace('"""Prices."""', '"""Prices.\n\n# mypy: ignore-errors\n"""')],
    ['fmt: off', `# fmt: off\n${guilty}`],
    ['fmt: skip', guilty.replace('"0"', '"0"  # fmt: skip')],
    ['yapf: disable', `# yapf: disable\n${guilty}`],
  ])('gives no effect to %s', async (_, code) => {
    const results = await look(gate, { 'solution.py': code });

    expect(statuses(results)).toEqual(all('failed'));
  });

  test('lets comments suppress where the suite allows it, and lists them', async () => {
    const suite = `
def test_ruff(static):
    static.ruff(suppressions="allow").assert_clean()

def test_flake8(static):
    static.flake8(suppressions="allow").assert_clean()

def test_black(static):
    static.black(suppressions="allow").assert_clean()

def test_mypy(static):
    static.mypy(suppressions="allow").assert_clean()

def test_listed(static):
    assert [(one.line, one.column, one.message) for one in static.suppressions()] == [
        (3, 12, "# noqa"),
        (7, 1, "# fmt: off"),
        (8, 19, "# type: ignore"),
    ]
`;
    const code = `"""Prices."""

import os  # noqa


def total(prices: list[int]) -> int:
# fmt: off
    return  "0"  # type: ignore
`;

    expect(statuses(await look(suite, { 'solution.py': code }))).toMatchObject({ test_mypy: 'passed', test_ruff: 'passed' });
  });

  /** Each kind of looking in a test of its own, and none of them sure of anything. */
  const everything = `
import ast

def test_text(static):
    assert len(static.text("solution.py")) >= 0

def test_tree(static):
    ast.dump(static.tree("solution.py"))

def test_queries(static):
    repr([static.functions(), static.classes(), static.imports(), static.calls(), static.names(), static.suppressions()])

def test_tools(static):
    for found in static.ruff(select=["ALL"]), static.flake8(), static.black(), static.complexity():
        assert found.total >= len(found)

def test_mypy(static):
    static.mypy()
`;
  const { passed, failed } = { passed: 'passed', failed: 'failed' };
  const each = (text: string, tree: string, tools = tree, mypy = tools) => ({
    test_text: text,
    test_tree: tree,
    test_queries: tree,
    test_tools: tools,
    test_mypy: mypy,
  });

  test.each<[string, string | Buffer, object, string | null]>([
    ['a top level that exits', 'import os\nos._exit(3)\n', each(passed, passed), null],
    ['a top level that never ends', 'while True:\n    print("x" * 1000)\n', each(passed, passed), null],
    ['a top level that raises', 'raise SystemExit(0)\n', each(passed, passed), null],
    [
      'ten thousand brackets',
      `x = ${'('.repeat(10_000)}${')'.repeat(10_000)}\n`,
      each(passed, failed),
      'too many nested parentheses (line 1)',
    ],
    [
      '199 brackets',
      `x = ${'['.repeat(199)}${']'.repeat(199)}\n`,
      each(passed, failed),
      'nested more than 150 levels deep in line 1',
    ],
    ['a chain of minus signs', `x = ${'-'.repeat(50_000)}1\n`, each(passed, failed), 'nested too deep'],
    ['a long sum', `x = ${'1+'.repeat(20_000)}1\n`, each(passed, failed), 'nested too deep'],
    ['a chain of attributes', `x = y${'.a'.repeat(2000)}\n`, each(passed, failed), 'nested more than 150 levels deep'],
    [
      'a hundred levels of indentation',
      `${Array.from({ length: 99 }, (_, n) => `${' '.repeat(n)}if x:\n`).join('')}${' '.repeat(99)}pass\n`,
      each(passed, passed),
      null,
    ],
    ['a line of 300 KB', `x = "${'a'.repeat(300_000)}"\n`, each(failed, failed), 'larger than 256 KiB'],
    ['a line of 250 KB', `x = "${'a'.repeat(250_000)}"\n`, each(passed, passed), null],
    [
      'a number of 200,000 digits',
      `x = ${'9'.repeat(200_000)}\n`,
      each(passed, failed),
      'does not parse: Exceeds the limit (4300 digits)',
    ],
    ['a hexadecimal number as long', `x = 0x${'f'.repeat(200_000)}\n`, each(passed, failed), 'longer than Python can write'],
    ['100,000 names', `x = [${'a,'.repeat(100_000)}]\n`, each(passed, failed), 'more than 60,000 tokens'],
    ['5,000 names', `x = [${'a,'.repeat(5000)}]\n`, each(passed, passed), null],
    ['null bytes', Buffer.from('x = 1\n\0\n'), each(passed, failed), 'null byte in line 2'],
    ['bytes that are not UTF-8', Buffer.from([0x78, 0x0a, 0x22, 0xff, 0x22]), each(failed, failed), 'not UTF-8 in line 2'],
    [
      'an encoding that runs comments',
      '# coding: unicode_escape\nx = 1 # \\x0aimport os\n',
      each(passed, failed),
      'declares unicode_escape',
    ],
    [
      'an encoding that there is not',
      '# coding: nothing\nx = 1\n',
      each(passed, failed),
      'declares an encoding that there is not',
    ],
    ['UTF-7', '# coding: utf-7\nx = 1\n', each(passed, failed), 'declares utf-7'],
    [
      'a byte order mark, form feeds and all kinds of line ends',
      '\ufeffx = 1\r\n\f\ndef f():\r    """\u2028\x0b\x1c"""  # noqa\n',
      each(passed, passed),
      null,
    ],
    ['a syntax error', 'def f(:\n    pass\n', each(passed, failed), 'does not parse: invalid syntax (line 1)'],
    ['a text that never ends', 'x = """\n', each(passed, failed), 'unterminated triple-quoted string literal'],
    ['nothing', '', each(passed, passed), null],
    ['a cycle of types', 'class A(B): ...\nclass B(A): ...\ntype X = X\n', each(passed, passed), null],
    ['warnings', 'x = "\\d" is 1\nassert (x, 1)\n', each(passed, passed), null],
  ])('stands %s', async (_, code, expected, sentence) => {
    const results = await look(everything, { 'solution.py': code });

    expect(statuses(results)).toEqual(expected);
    if (sentence !== null)
      expect(results['test_tree']).toMatchObject({ owner: 'learner', explanation: expect.stringContaining(sentence) });
  });
});

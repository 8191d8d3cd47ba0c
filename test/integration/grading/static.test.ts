import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestFiles } from '../../../src/files/digest-files.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { Submission } from '../../../src/model/submission.ts';
import type { CaseResult } from '../../../src/model/verdict.ts';
import { ExerciseError } from '../../../src/model/waymark-error.ts';
import { type Bench, engineHere, exerciseOf, openBench, titled } from './grading-bench.ts';

let bench: Bench;

/** Tools are programs that start: on a machine with other work to do, mypy's one second has become more than the usual ten. */
const limits = { ...defaultLimits, testTimeMs: 60_000, gradingTimeMs: 300_000 };

type Files = Readonly<Record<string, string | Buffer>>;

function submissionOf(files: Files): Submission {
  const listed = Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) }));
  return { name: 'submission', files: listed, digest: digestFiles(listed) };
}

/** What the tests of a suite came to, by their names. */
async function look(suite: string, files: Files, image = 'quality'): Promise<Readonly<Record<string, CaseResult>>> {
  const exercise = exerciseOf(suite, { image, limits });
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

describe.skipIf(engineHere === undefined)(titled('the fixture static'), { timeout: 300_000 }, () => {
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

  test('looks at all files of a large submission', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, n) => [`part${n % 10}/module_${n}.py`, n === 77 ? guilty : innocent]),
    );
    const suite = `${gate}
def test_files(static):
    assert len(static.files()) == 151
    assert [one.path for one in static.imports() if one.module == "os"] == ["part7/module_77.py"]
`;

    const results = await look(suite, { ...files, 'solution.py': innocent });

    expect(statuses(results)).toEqual({ ...all('failed'), test_files: 'passed' });
    expect(results['test_ruff']).toMatchObject({ explanation: expect.stringContaining('part7/module_77.py:3:8 F401') });
  });

  test('has mypy judge code of the suite that uses the submission', async () => {
    const suite = `
def test_used_well(static):
    static.assert_types("""
from solution import total

reveal_type(total([1]))   # R: int
total("abc")              # E: arg-type
total()                   # E
""")

def test_marks_that_do_not_hold(static):
    static.assert_types("""
from solution import total

reveal_type(total([1]))   # R: str
total([1])                # E: arg-type
total("abc")
total()                   # E: arg-type
""")
`;

    const results = await look(suite, { 'solution.py': innocent, 'use.py': 'while True: pass\n' });

    expect(statuses(results)).toEqual({ test_used_well: 'passed', test_marks_that_do_not_hold: 'failed' });
    const explanation = String(results['test_marks_that_do_not_hold']?.explanation);
    expect(explanation.split('\n').slice(1)).toEqual([
      'line 4: `reveal_type(total([1]))` must be of type str, and is int',
      'line 5: `total([1])` must be rejected, and mypy accepts it',
      expect.stringMatching(/^line 6: `total\("abc"\)` must be accepted; mypy says arg-type: /),
      expect.stringMatching(/^line 7: `total\(\)` must be rejected with arg-type; mypy says call-arg: /),
    ]);
  });

  test('takes what stops mypy for the learner’s failure, also where nothing was to be rejected', async () => {
    const suite = 'def test_fine(static):\n    static.assert_types("from solution import total\\n\\ntotal([1])\\n")\n';

    const results = await look(suite, { 'solution.py': innocent, 'typing.py': innocent });

    expect(results['test_fine']).toMatchObject({
      status: 'failed',
      owner: 'learner',
      explanation: expect.stringContaining('mypy could not look at this source: typing.py:1: This file shadows library module'),
    });
  });

  test('takes a tool that runs out of memory for the learner’s failure', async () => {
    const exercise = exerciseOf(gate, { image: 'quality', limits: { ...limits, memoryBytes: 64 * 1024 * 1024 } });
    const many =
      'asyncio tkinter tkinter.ttk turtle unittest.mock xml.dom.minidom multiprocessing http.server ssl sqlite3 ctypes ast';

    const { verdict } = await bench.grade(exercise, submissionOf({ 'solution.py': `import ${many.split(' ').join(', ')}\n` }));

    expect(verdict.cases.find(({ id }) => id.endsWith('mypy'))).toMatchObject({
      owner: 'learner',
      status: 'memory-limit',
      limit: { limit: 'memoryBytes' },
    });
  });

  test('takes more source than is looked at in one go for the learner’s failure', async () => {
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`m${n}.py`, `X = "${'a'.repeat(200_000)}"\n`]));
    const suite = `${gate}
def test_queries(static):
    static.functions()

def test_one(static):
    assert static.functions("solution.py")[0].name == "total"
`;

    const results = await look(suite, { ...files, 'solution.py': innocent });

    expect(statuses(results)).toEqual({ ...all('failed'), test_queries: 'failed', test_one: 'passed' });
    expect(results['test_queries']).toMatchObject({ explanation: expect.stringContaining('more than 1024 KiB together') });
  });

  test('looks at text and trees in every image', async () => {
    const suite = `
def test_tree(static):
    assert [one.name for one in static.functions()] == ["total"]
    assert not static.calls("eval") and not static.complexity(at_most=1)
`;

    expect(statuses(await look(suite, { 'solution.py': innocent }, 'python'))).toEqual({ test_tree: 'passed' });
  });

  test('shares a grading with tests that run the submission', async () => {
    const suite = `
import pytest
from solution import total

def test_run():
    assert total([1, 2]) == 3

def test_look(static):
    assert static.functions()[0].is_annotated

def test_run_again():
    assert total([2, 2]) == 4
`;

    expect(statuses(await look(suite, { 'solution.py': innocent }))).toEqual({
      test_run: 'passed',
      test_look: 'passed',
      test_run_again: 'passed',
    });
  });

  const shared = `
import pytest
from solution import total

@pytest.fixture(scope="module")
def sum_of_two():
    return total([1, 1])

def test_shared(sum_of_two):
    assert sum_of_two == 2

def test_look(static):
    static.files()
`;

  test.each<[string, string, string, RegExp]>([
    [
      'a tool that the image has not got',
      'def test_a(static):\n    static.ruff()\n',
      'python',
      /ruff is not in this exercise's image.*quality/,
    ],
    ['a rule that there is not', 'def test_a(static):\n    static.ruff(select=["XYZ"])\n', 'quality', /ruff cannot be run.*XYZ/],
    [
      'a flag that there is not',
      'def test_a(static):\n    static.mypy(flags=["no-such"])\n',
      'quality',
      /mypy cannot be run.*no-such/,
    ],
    [
      'a flag that is ours',
      'def test_a(static):\n    static.mypy(flags=["config-file=x"])\n',
      'quality',
      /no flag that a suite can set/,
    ],
    ['a path outside', 'def test_a(static):\n    static.mypy(with_files={"../x.py": ""})\n', 'quality', /no relative path/],
    ['a text for a list', 'def test_a(static):\n    static.ruff(select="E")\n', 'quality', /select is a list of texts/],
    [
      'another word for suppressions',
      'def test_a(static):\n    static.black(suppressions="no")\n',
      'quality',
      /"refuse" or "allow"/,
    ],
    ['the submission itself', 'from solution import total\n\ndef test_a(static):\n    total([1])\n', 'quality', /make two of it/],
    [
      'an import of the submission',
      'def test_a(static):\n    import solution\n    solution.total([1])\n',
      'quality',
      /make two of it/,
    ],
    ['a fixture of wider scope that holds the submission', shared, 'quality', /needs a worker of its own/],
  ])('tells the author when a test that looks at source asks for %s', async (_, suite, image, sentence) => {
    const error = await bench
      .grade(exerciseOf(suite, { image, limits }), submissionOf({ 'solution.py': innocent }))
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ExerciseError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence) });
  });

  test('lets a fixture of wider scope hold the submission where no test looks at source', async () => {
    const suite = `
import pytest
from waymark import probe

@probe
def total(numbers):
    import solution
    return solution.total(numbers)

@pytest.fixture(scope="module")
def three():
    return total([1, 2])

def test_first(three):
    assert three == 3

def test_second(three):
    assert three == total([3])
`;

    expect(statuses(await look(suite, { 'solution.py': innocent }, 'python'))).toEqual({
      test_first: 'passed',
      test_second: 'passed',
    });
  });
});

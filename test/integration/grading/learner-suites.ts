export type Files = Readonly<Record<string, string>>;
export type Framework = 'pytest' | 'unittest' | 'behave';

/** Tests of `double` that know both of its bugs. */
export const honest =
  'import scale\n\n\ndef test_two():\n    assert scale.double(2) == 4\n\n\ndef test_minus():\n    assert scale.double(-3) == -6\n';
export const honestUnittest = `import unittest
from unittest import mock
import scale

class Doubling(unittest.TestCase):
    def test_numbers(self):
        for n in (2, -3):
            with self.subTest(n=n):
                self.assertEqual(scale.double(n), 2 * n)

    def test_spec(self):
        fake = mock.create_autospec(scale.double, return_value=8)
        self.assertEqual(fake(4), 8)
        self.assertRaises(TypeError, fake)
`;
const steps = `from behave import given, then, when
import scale

@when("I double {n:d}")
def step(context, n):
    context.result = scale.double(n)

@then("it is {n:d}")
def step(context, n):
    assert context.result == n, context.result
`;
const feature = `Feature: doubling
  Scenario Outline: numbers
    When I double <n>
    Then it is <twice>
    Examples:
      | n  | twice |
      | 2  | 4     |
      | -3 | -6    |
`;

/** Passes on its first run and fails on others, if only it could know which run this is. */
const firstRunOnly = (isFirst: string) =>
  `import os, time, tempfile\n\n\ndef test_it():\n    import scale\n    scale.double(1)\n    assert ${isFirst}\n`;

const wins = ['passed', 'passed', 'passed'];
const nothing = ['failed', 'failed', 'failed'];
const onlyCorrect = ['passed', 'failed', 'failed'];

/** Submissions that are test suites of scale.py, and what each gets: for the correct one, for one bug, for another. */
export const suites: readonly (readonly [name: string, framework: Framework, files: Files, expected: readonly string[]])[] = [
  ['honest, in pytest', 'pytest', { 'test_scale.py': honest }, wins],
  ['honest, in unittest', 'unittest', { 'test_scale.py': honestUnittest }, wins],
  ['honest, in Behave', 'behave', { 'features/double.feature': feature, 'features/steps/steps.py': steps }, wins],
  [
    'an honest suite beside modules that have names of the library',
    'pytest',
    {
      'test_scale.py': honest,
      ...Object.fromEntries(
        ['mmap', 'shutil', 'subprocess', 'tempfile', 'select'].map((name) => [`${name}.py`, 'import os\nos._exit(3)\n']),
      ),
    },
    ['passed', 'passed', 'passed'],
  ],
  [
    'that has a conftest.py, and ini files that do not count',
    'pytest',
    {
      'test_scale.py': 'def test_both(double):\n    assert (double(2), double(-3)) == (4, -6)\n',
      'conftest.py': 'import pytest\n\n\n@pytest.fixture\ndef double():\n    from scale import double\n    return double\n',
      'pytest.ini': '[pytest]\naddopts = --collect-only\n',
    },
    wins,
  ],
  [
    'that brings modules of its own, one under the name of what it tests',
    'pytest',
    {
      'test_scale.py':
        'import cases\nimport scale\n\n\ndef test_all():\n    assert [scale.double(n) for n in cases.CASES] == [4, -6]\n',
      'cases.py': 'CASES = [2, -3]\n',
      'scale.py': 'def double(n):\n    return 2 * n\n',
    },
    wins,
  ],
  [
    'that imports the module anew',
    'pytest',
    {
      'test_scale.py':
        'import importlib\nimport sys\n\n\ndef test_all():\n    sys.modules.pop("scale", None)\n    scale = importlib.reload(importlib.import_module("scale"))\n    assert [scale.double(n) for n in (2, -3)] == [4, -6]\n',
    },
    wins,
  ],
  [
    'that logs tracebacks and asks for signatures',
    'pytest',
    {
      'test_scale.py':
        'import inspect\nimport logging\nimport traceback\n\nimport pytest\nimport scale\n\n\ndef test_all():\n    assert list(inspect.signature(scale.double).parameters) == ["n"]\n    with pytest.raises(TypeError) as caught:\n        scale.double(None)\n    logging.getLogger().error("no", exc_info=caught.value)\n    assert "TypeError" in "".join(traceback.format_exception(caught.value))\n    assert caught.getrepr()\n    assert [scale.double(n) for n in (2, -3)] == [4, -6]\n',
    },
    wins,
  ],
  [
    'that has hypothesis look for examples',
    'pytest',
    {
      'test_scale.py':
        'import scale\nfrom hypothesis import given\nfrom hypothesis import strategies as st\n\n\n@given(st.integers(-9, 9))\ndef test_all(n):\n    assert scale.double(n) == n + n\n',
    },
    wins,
  ],
  ['that knows no bug', 'pytest', { 'test_scale.py': 'import scale\n\n\ndef test_it():\n    assert scale\n' }, onlyCorrect],
  ['that fails always', 'pytest', { 'test_scale.py': 'def test_it():\n    assert False\n' }, nothing],
  ['that is empty', 'pytest', { 'test_scale.py': '' }, nothing],
  ['that cannot be imported', 'pytest', { 'test_scale.py': 'import nothing_of_that_name\n' }, nothing],
  ['that is no Python', 'unittest', { 'test_scale.py': 'def test(:\n' }, nothing],
  [
    'that skips everything',
    'pytest',
    { 'test_scale.py': `import pytest\n\npytestmark = pytest.mark.skip\n\n\n${honest}` },
    nothing,
  ],
  [
    'that expects to fail',
    'pytest',
    {
      'test_scale.py':
        'import pytest\nimport scale\n\n\n@pytest.mark.xfail(strict=True)\ndef test_it():\n    assert scale.double(-3) != -6\n',
    },
    nothing,
  ],
  [
    'that skips in unittest',
    'unittest',
    {
      'test_scale.py': 'import unittest\n\n\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.skipTest("no")\n',
    },
    nothing,
  ],
  ['that leaves steps undefined', 'behave', { 'features/double.feature': feature, 'features/steps/steps.py': '' }, nothing],
  ['that ends with sys.exit(1)', 'pytest', { 'test_scale.py': `import sys\nsys.exit(1)\n${honest}` }, nothing],
  [
    'that ends with os._exit(0)',
    'pytest',
    { 'test_scale.py': `import os\n${honest}\n\ndef test_zero():\n    os._exit(0)\n` },
    nothing,
  ],
  [
    'that ends with os._exit(1) where there is a bug',
    'pytest',
    {
      'test_scale.py': 'import os\nimport scale\n\n\ndef test_it():\n    if scale.double(-3) != -6:\n        os._exit(1)\n',
    },
    onlyCorrect,
  ],
  [
    'that is broken outside of a test where there is a bug',
    'pytest',
    {
      'test_scale.py': 'import scale\n\nassert scale.double(-3) == -6\n\n\ndef test_it():\n    assert scale\n',
    },
    onlyCorrect,
  ],
  [
    'that ends with sys.exit(1) in a test that passed',
    'pytest',
    {
      'test_scale.py': 'import sys\nimport scale\n\n\ndef test_it():\n    if scale.double(-3) != -6:\n        sys.exit(1)\n',
    },
    wins,
  ],
  [
    'whose conftest changes the exit code',
    'pytest',
    {
      'test_scale.py': 'import scale\n\n\ndef test_it():\n    assert scale\n',
      'conftest.py': 'def pytest_sessionfinish(session):\n    session.exitstatus = 1\n',
    },
    onlyCorrect,
  ],
  [
    'whose conftest makes all tests fail',
    'pytest',
    {
      'test_scale.py': honest,
      'conftest.py':
        'import pytest\n\n\n@pytest.hookimpl(wrapper=True)\ndef pytest_runtest_makereport():\n    report = yield\n    report.outcome = "failed"\n    return report\n',
    },
    nothing,
  ],
  [
    'whose conftest makes all tests pass',
    'pytest',
    {
      'test_scale.py': 'def test_it():\n    assert False\n',
      'conftest.py':
        'import pytest\n\n\n@pytest.hookimpl(wrapper=True)\ndef pytest_runtest_makereport():\n    report = yield\n    report.outcome = "passed"\n    return report\n',
    },
    onlyCorrect,
  ],
  [
    'that forges what is said of its tests',
    'pytest',
    {
      'test_scale.py': `import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'["test", "a", "failed"]\\n["end"]\\n')\n    except OSError:\n        pass\nos._exit(0)\n`,
    },
    nothing,
  ],
  [
    'that says something else than texts',
    'pytest',
    {
      'test_scale.py': `import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'[[]]\\n{"a": ' * 500 + b'\\xff\\n[1]\\n' + b'["test", "x"]\\n["end", "end"]\\n')\n    except OSError:\n        pass\nos._exit(0)\n`,
    },
    nothing,
  ],
  [
    'that floods what is said of its tests',
    'unittest',
    {
      'test_scale.py': `import os\nwhile True:\n    for fd in range(3, 16):\n        try:\n            os.write(fd, b'["test", "a", "passed"]\\n' * 2000)\n        except OSError:\n            pass\n`,
    },
    nothing,
  ],
  [
    'that looks for its run in files',
    'pytest',
    {
      'test_scale.py': firstRunOnly(
        'not [place for place in ("/tmp/seen", "/dev/shm/seen", "seen") if os.path.exists(place) or open(place, "w").close()]',
      ),
    },
    onlyCorrect,
  ],
  [
    'that looks for its run in the number of its process',
    'pytest',
    {
      'test_scale.py': 'import os\n\n\ndef test_it():\n    assert os.getpid() < 60 and os.stat(".").st_ino < 60\n',
    },
    onlyCorrect,
  ],
  [
    'that leaves a process behind to be found by the next run',
    'pytest',
    {
      'test_scale.py': firstRunOnly(
        'len([name for name in os.listdir("/proc") if name.isdigit()]) < 5 and (os.fork() or time.sleep(600) or True)',
      ),
    },
    onlyCorrect,
  ],
  [
    'that hashes the code',
    'pytest',
    {
      'test_scale.py': 'import scale\n\n\ndef test_it():\n    assert hash(scale._times.__code__.co_code)\n',
    },
    nothing,
  ],
  [
    'that disassembles',
    'pytest',
    { 'test_scale.py': 'import dis\nimport scale\n\n\ndef test_it():\n    dis.dis(scale.double)\n' },
    nothing,
  ],
  [
    'that catches what reading the code raises',
    'pytest',
    {
      'test_scale.py': `import scale\n\ntry:\n    code = scale.double.__code__\nexcept BaseException:\n    code = None\n${honest}`,
    },
    nothing,
  ],
  [
    'that reads the source',
    'pytest',
    {
      'test_scale.py': `import inspect\nimport scale\n\ntry:\n    source = inspect.getsource(scale)\nexcept (OSError, TypeError):\n    source = ""\ntry:\n    source += inspect.getsource(scale.double)\nexcept (OSError, TypeError):\n    pass\nassert not source and not scale.__doc__ and not scale.double.__doc__\n${honest}`,
    },
    nothing,
  ],
  [
    'that looks at frames of the implementation',
    'pytest',
    {
      'test_scale.py': `import sys\nimport scale\n\nclass N(int):\n    def __mul__(self, other):\n        self.code = sys._getframe(1).f_code\n        return 4\nscale.double(N(2))\n${honest}`,
    },
    nothing,
  ],
  ['that goes through the collector', 'pytest', { 'test_scale.py': `import gc\nfound = gc.get_objects()\n${honest}` }, nothing],
  [
    'that goes through the importer',
    'pytest',
    {
      'test_scale.py': `import sys\nimport scale\nfinder = next(one for one in sys.meta_path if type(one).__name__ == "Delivery")\nheld = [finder.deliver.__self__.gi_frame.f_locals]\n${honest}`,
    },
    nothing,
  ],
  [
    'that has inspect go through the importer',
    'pytest',
    {
      'test_scale.py': `import inspect\nimport sys\nimport scale\nfinder = next(one for one in sys.meta_path if type(one).__name__ == "Delivery")\nheld = inspect.getgeneratorlocals(finder.deliver.__self__)\n${honest}`,
    },
    nothing,
  ],
  [
    'that has pytest show the code',
    'pytest',
    {
      'test_scale.py': `import pytest\nimport scale\nwith pytest.raises(TypeError) as caught:\n    scale.double(None)\ncode = caught.traceback[-1].frame.code.raw\n${honest}`,
    },
    nothing,
  ],
  [
    'that traces',
    'pytest',
    { 'test_scale.py': `import sys\nsys.settrace(lambda *_: None)\nsys.settrace(None)\n${honest}` },
    nothing,
  ],
  ['that adds an audit hook', 'pytest', { 'test_scale.py': `import sys\nsys.addaudithook(lambda *_: None)\n${honest}` }, nothing],
  [
    'that reads memory with ctypes',
    'pytest',
    { 'test_scale.py': `import ctypes\nctypes.string_at(id(1), 16)\n${honest}` },
    nothing,
  ],
  [
    'that reads memory by a file',
    'pytest',
    {
      'test_scale.py': `import os\nfor pid in ("self", os.getpid(), os.getppid(), 1):\n    for name in ("mem", "environ") if pid in ("self", os.getpid()) else ("mem", "maps", "environ", "fd/3"):\n        try:\n            open(f"/proc/{pid}/{name}", "rb").read(1)\n        except OSError:\n            continue\n        raise SystemExit(f"{pid} {name}")\n${honest}`,
    },
    wins,
  ],
  [
    "that wants the tools of CPython's own tests",
    'pytest',
    {
      'test_scale.py': `import _testcapi\nimport scale\n_testcapi.function_get_code(scale.double)\n${honest}`,
    },
    nothing,
  ],
];

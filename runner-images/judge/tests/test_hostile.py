"""What a sandbox may try once the submission's first line has run: it costs the submission's own tests, and nothing else."""

import json

import pytest

SUBMISSION = "def f(): return 1\n"
SUITE = """
from solution import f

def test_first():
    assert f() == 1

def test_second():
    assert f() == 1
"""

DEEP = "[" * 100_000 + "]" * 100_000
LIES = {
    "no JSON": b"not json",
    "not UTF-8": b'{"v": "\xff"}',
    "no object": b"[1]",
    "a key twice": b'{"v": 1, "v": 2}',
    "NaN": b'{"v": NaN}',
    "very deep": f'{{"v": {DEEP}}}'.encode(),
    "an object as a value": b'{"v": {"__class__": "x"}}',
    "an unknown tag": b'{"v": ["py/object", "os.system"]}',
    "a handle of no class": b'{"v": ["h", 1, 99]}',
    "a class that was never described": b'{"v": ["k", 7]}',
    "a class of another module": b'{"v": ["k", ["T", "os", "system"]]}',
    "an object that was never offered": b'{"v": ["cb", 5]}',
    "a test's exception that is none": b'{"v": ["xj", 0, [], [], []]}',
    "a value unlike its class": b'{"c": [[1,-1,"m","N","N",[],[],[],null,false,null,"int"]], "v": ["hv", 1, 1, "text"]}',
    "a damaged class": b'{"c": [[1, 2]], "v": 1}',
    "a class that is its own base": b'{"c": [[9,-9,"m","N","N",[9],[],[],null,false,null,null]], "v": 1}',
    "a class with a thousand bases": json.dumps(
        {"c": [[1, -1, "m", "N", "N", [["T", "builtins", "int"]] * 1000, [], [], None, False, None, None]], "v": 1}
    ).encode(),
    "a container of the judge's numbers": b'{"v": ["L", 0, ["l"]]}',
    "files that nobody asked for": b'{"v": 1, "files": [["a", "YQ=="]]}',
    "printed text that is none": b'{"v": 1, "o": 5}',
    "a warning that is none": b'{"v": 1, "warn": [[1, "f", 1]]}',
    "a damaged log record": b'{"v": 1, "log": [["root", "high", "x"]]}',
    "a damaged environment": b'{"v": 1, "env": ["A"]}',
    "an exception of no exception's class": b'{"x": ["x", 1, ["T", "builtins", "int"], [], "", [], [], null, null, false, []]}',
    "a module that is a number": b'{"v": ["M", 5, 1]}',
    "a type of what is none": b'{"v": ["tg", 5, 6]}',
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_ends_its_test_and_not_the_grading(orchestrator, lie):
    told = []

    def spoil(_, answer):
        if told:
            return answer
        told.append(True)
        return ("raise" if b'"x"' in lie else "value"), lie

    orchestrator.spoil = spoil
    graded = orchestrator.grade({"test_solution.py": SUITE}, {"solution.py": SUBMISSION})

    assert graded.end == "finished"
    assert graded.statuses == {"test_first": "error", "test_second": "passed"}
    assert graded.case("test_first")["gone"].startswith("the sandbox sent ")


CALLS = {
    "a number that was never offered": {"k": 5, "x": ["call"]},
    "a negative number": {"k": -5, "x": ["call"]},
    "a number that is text": {"k": "0", "x": ["call"]},
    "an attribute with an underscore": {"k": 0, "x": ["get", "__globals__"]},
    "a dunder of a function": {"k": 0, "x": ["special", "__getattribute__"]},
    "a method that was not listed": {"k": 0, "x": ["method", "__reduce__"]},
    "no member": {"k": 0, "x": []},
    "a member of another shape": {"k": 0, "x": {"get": "a"}},
    "input with another question": {"k": -1, "x": ["readlines"]},
    "a start of nothing": {"k": 9, "x": ["start", ["call"]]},
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_nothing_can_be_used_that_was_not_offered(orchestrator, call):
    told = []

    def spoil(_, answer):
        if told or answer[0] != "callback":
            return answer
        told.append(True)
        return "callback", json.dumps(call | {"a": [], "w": []}).encode()

    orchestrator.spoil = spoil
    suite = "from solution import use\nSECRET = 'never told'\ndef own(): return SECRET\ndef test_it(): assert use(own) == 'x'\n"
    graded = orchestrator.grade({"test_solution.py": suite}, {"solution.py": "def use(f): return f()"})

    assert graded.end == "finished"
    case = graded.case("test_it")
    assert case["status"] in ("error", "failed")
    assert "never told" not in (case["text"] if case["gone"] is None else case["gone"])


LYING = {
    "an object that equals everything": "class L:\n    def __eq__(self, other): return True\ndef f(): return L()",
    "a number that lies": "class L(int):\n    __eq__ = lambda *_: True\n    __hash__ = int.__hash__\ndef f(): return L(3)",
    "a text that lies": "class L(str):\n    __eq__ = lambda *_: True\n    __hash__ = str.__hash__\ndef f(): return L('x')",
    "a list that equals everything": "class L(list):\n    def __eq__(self, other): return True\ndef f(): return L()",
    "a list whose items lie": "class L:\n    def __eq__(self, other): return True\ndef f(): return [L()]",
    "a class that lies": "class M(type):\n    __eq__ = lambda *_: True\n    __hash__ = type.__hash__\nclass L(metaclass=M): pass"
    "\ndef f(): return L",
    "a test skipped from inside": "import unittest\ndef f(): raise unittest.SkipTest('all is well')",
    "an exit": "import sys\ndef f(): sys.exit(0)",
    "an interrupt": "def f(): raise KeyboardInterrupt",
    "the end of a generator": "def f(): raise StopIteration(5)",
    "an exit that cannot be caught": "import os\ndef f(): os._exit(0)",
}


@pytest.mark.parametrize("submission", LYING.values(), ids=LYING)
def test_no_lie_earns_a_point(grade, submission):
    graded = grade(
        submission, "from solution import f\ndef test_it(): assert f() == 5\ndef test_list(): assert f() == [5]\n"
    )

    assert graded.end == "finished"
    assert set(graded.statuses.values()) <= {"failed", "error"}


RUNS = {
    "exec of source": "exec(inspect.getsource(solution), {})",
    "exec of a code object": "exec(compile(inspect.getsource(solution), 'x', 'exec'), {})",
    "eval of a repr": "eval(solution.text())",
    "a pickle": "pickle.loads(solution.pickled())",
    "a pickle, by hand": "pickle.Unpickler(io.BytesIO(solution.pickled())).load()",
    "a doctest": "doctest.run_docstring_examples(solution.documented, {})",
    "a program that it wrote": "path = str(tmp_path / 'a.py'); solution.write(path); subprocess.run([sys.executable, path])",
    "an import of a file it wrote": "solution.write(str(tmp_path / 'wrote.py')); sys.path.insert(0, str(tmp_path)); import wrote",
    "its own module as a program": "runpy.run_path(solution.__file__)",
    "its own module, loaded by path": "importlib.util.spec_from_file_location('m', solution.__file__).loader.load_module()",
}


@pytest.mark.parametrize("statement", RUNS.values(), ids=RUNS)
def test_a_suite_cannot_be_made_to_run_the_submission_in_the_judge(grade, tmp_path, statement):
    mark = tmp_path / "ran"
    leave = f"__import__('sys').modules.get('waymark.collector') and open({str(mark)!r}, 'a')"
    submission = f"""
import sys
if "waymark_agent.session" not in sys.modules:
    open({str(mark)!r}, "a")
def text(): return {leave!r}
class Evil:
    def __reduce__(self): return (eval, (text(),))
def pickled():
    import pickle
    return pickle.dumps(Evil())
def documented(): pass
documented.__doc__ = ">>> " + text()
def write(path): open(path, "w").write("open({str(mark)!r}, 'a')")
"""
    suite = f"""
import doctest, importlib.util, inspect, io, pickle, runpy, subprocess, sys
import solution

def test_it(tmp_path):
    {statement}
"""
    graded = grade(submission, suite)

    assert graded.end == "finished"
    assert not mark.exists()


def test_names_of_tests_and_expected_values_stay_in_the_judge(orchestrator):
    said = []

    def listen(body, answer):
        said.append(body)
        return answer

    orchestrator.spoil = listen
    suite = """
import unittest
from solution import f, keep

class SecretNameTest(unittest.TestCase):
    def test_secret_thing(self):
        expected = "SECRET-7f3a"
        self.assertEqual(f(1), expected)

    @keep
    def test_kept_thing(self):
        assert f(2, key=lambda x, expected="SECRET-7f3a": x) == "SECRET-7f3a"
"""
    orchestrator.grade(
        {"test_solution.py": suite},
        {"solution.py": "def f(n, key=None): return n\ndef keep(function): return function"},
    )

    assert said
    assert not [body for body in said if b"SECRET" in body or b"PYTEST" in body]


def test_a_submission_cannot_set_what_programs_of_the_suite_obey(grade):
    graded = grade(
        "import os\ndef f(): os.environ.update(LD_PRELOAD='/x', PYTHONPATH='/x', PATH='/x', FINE='1')",
        "import os\nfrom solution import f\ndef test_it():\n    before = os.environ['PATH']\n    f()\n"
        "    assert os.environ['FINE'] == '1' and os.environ['PATH'] == before\n"
        "    assert 'LD_PRELOAD' not in os.environ and os.environ.get('PYTHONPATH') != '/x'\n",
    )

    assert graded.statuses == {"test_it": "passed"}


SHY = {
    "a repr that raises when it is asked again": """
class Shy:
    looks = 0
    def __repr__(self):
        Shy.looks += 1
        if Shy.looks > 4:
            raise SystemExit(0)
        return "x" * 60
def f(): return [Shy(), Shy()]
""",
    "a function that ends the worker when it is asked for its name": """
import os
from waymark_agent import requests
def f():
    requests._OPERATIONS["get"] = lambda *_: os._exit(0)
    return 2
""",
    "an assertion error whose msg is a number": """
class Mine(AssertionError):
    def __init__(self): self.msg = 42
def f(): raise Mine
""",
    "an assertion error whose msg leaves": """
class Mine(AssertionError):
    def __getattr__(self, name): raise SystemExit(0)
def f(): raise Mine
""",
    "an attribute error about an object that ends the worker when it is listed": """
import os
class Listed:
    def __dir__(self): os._exit(0)
def f(): raise AttributeError("no", name="x", obj=Listed())
""",
    "an import error about a module that would run": """
def f():
    error = ImportError("no", name="unittest.__main__")
    error.name_from = "x"
    raise error
""",
    "a syntax error whose line is an object": """
class Odd:
    def __format__(self, spec): raise SystemExit(0)
    __str__ = __format__
def f():
    error = SyntaxError("no", ("solution.py", 1, 1, "x"))
    error.lineno = error.text = Odd()
    raise error
""",
}


@pytest.mark.parametrize("submission", SHY.values(), ids=SHY)
def test_what_cannot_be_shown_fails_its_test_and_no_more(orchestrator, submission):
    graded = orchestrator.grade({"test_solution.py": SUITE}, {"solution.py": submission})

    assert graded.end == "finished"
    assert set(graded.statuses) == {"test_first", "test_second"}
    assert set(graded.statuses.values()) <= {"failed", "error"}


SWALLOWS = """
class Guard:
    def __enter__(self): return 5
    def __exit__(self, *_): return True
    async def __aenter__(self): return 5
    async def __aexit__(self, *_): return True
"""


@pytest.mark.parametrize("failure", ["assert five == 6", "pytest.fail('no')", "pytest.skip('no')"])
def test_a_context_manager_swallows_no_failure_of_the_test(grade, failure):
    suite = f"""
import asyncio
import pytest
from solution import Guard

def test_it():
    with Guard() as five:
        {failure}

def test_async():
    async def main():
        async with Guard() as five:
            {failure}
    asyncio.run(main())

def test_other():
    with Guard() as five:
        raise ValueError
"""
    graded = grade(SWALLOWS, suite)

    assert graded.end == "finished"
    failed = "skipped" if "skip" in failure else "failed"
    assert graded.statuses == {"test_it": failed, "test_async": failed, "test_other": "passed"}

"""What is counted beside a submission, and what it can do about it."""

import pytest

HONEST = """
def has_twice(items):
    seen = set()
    for item in items:
        if item in seen:
            return True
        seen.add(item)
    return False

def has_twice_slowly(items):
    for place, item in enumerate(items):
        if item in items[:place]:
            return True
    return False

def pairs(items):
    return [(a, b) for a in items for b in items]

def naive_fib(n):
    return n if n < 2 else naive_fib(n - 1) + naive_fib(n - 2)

def in_order(items):
    return sorted(items)

def evens(n):
    for number in range(n):
        yield 2 * number

def evens_list(n):
    return [2 * number for number in range(n)]

class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item)
    def push_front(self, item): self.items = [item] + self.items
    def find(self, item): return item in self.items

def endless(n):
    while True:
        pass

def stubborn(n):
    while True:
        try:
            while True: pass
        except BaseException:
            pass

async def waits(n):
    for _ in range(n):
        pass
    return n

def cheats(items):
    return None if type(items) is not list else has_twice_slowly(items)
"""

SUITE = """
import pytest
from solution import *
import solution
from waymark import counted, probe

@probe
def build(n):
    from solution import Stack
    from waymark_agent.kits.growth import counted
    stack = Stack()
    for number in range(n):
        stack.push(counted(number))
    return stack, n

@probe
def find(stack, item):
    return stack.find(item)

def test_instructions_repeat(steps):
    first = steps.count(solution.has_twice, list(range(50)))
    assert first > 50 * 5
    assert steps.count(solution.has_twice, list(range(50))) == first == steps.count("solution.has_twice", list(range(50)))

def test_linear(assert_growth):
    assert_growth(solution.has_twice, lambda n: list(range(n)), at_most="n", expect=lambda n: False)

def test_pairs(assert_growth):
    assert_growth(solution.pairs, lambda n: list(range(n)), at_most="n log n")

def test_hidden_in_c(assert_growth):
    assert_growth(solution.has_twice_slowly, lambda n: counted(list(range(n))), at_most="n")

def test_hidden_in_c_work(assert_growth):
    assert_growth(solution.has_twice_slowly, lambda n: counted(list(range(n))), at_most="n", what="work")

def test_exponential(assert_growth):
    assert_growth(solution.naive_fib, lambda n: n, at_most="n")

def test_endless(assert_growth):
    assert_growth(solution.endless, lambda n: n, at_most="n")

def test_stubborn(steps):
    steps.count(solution.stubborn, 5, at_most=1000)

def test_sorting(assert_growth):
    inputs = lambda n: counted([place * 7919 % 10007 for place in range(n)])
    assert_growth(solution.in_order, inputs, at_most="n log n", what="comparisons",
                  expect=lambda n: sorted(place * 7919 % 10007 for place in range(n)))

def test_sorting_is_not_linear(assert_growth):
    assert_growth(solution.in_order, lambda n: counted([i * 7919 % 10007 for i in range(n)]), at_most="n", what="comparisons")

def test_built_in_the_sandbox(assert_growth):
    assert_growth(find, build, at_most="n", what="comparisons", sizes=[50, 100, 200, 400])

def test_built_in_the_sandbox_is_not_constant(assert_growth):
    assert_growth(find, build, at_most="log n", what="comparisons", sizes=[50, 100, 200, 400], name="Stack.find")

def test_generator(assert_growth):
    assert_growth(solution.evens, lambda n: n, at_most="1", what="memory", consume=True, sizes=(500, 1000, 2000, 4000))

def test_list(assert_growth):
    assert_growth(solution.evens_list, lambda n: n, at_most="1", what="memory", consume=True, sizes=(500, 1000, 2000, 4000))

def test_peak(memory):
    assert memory.peak(solution.evens, 5000, consume=True) < 2000 < 100_000 < memory.peak(solution.evens_list, 5000)

def test_method(steps):
    stack = solution.Stack()
    assert 3 < steps.count(stack.push, 5) < 30
    assert stack.items == [5]

def test_coroutine(steps):
    assert 300 < steps.count(solution.waits, 100) < 1000

def test_measure(steps):
    rows = steps.measure(solution.has_twice, lambda n: counted(list(range(n))), sizes=[10, 20])
    assert [row.n for row in rows] == [10, 20]
    assert [row.accesses for row in rows] == [10, 20]
    assert rows[1].comparisons >= 40
    assert rows[0].work == sum(rows[0][1:])

def test_accesses(steps):
    assert steps.accesses(solution.in_order, counted([3, 1, 2])) == 3
    assert 2 < steps.comparisons(solution.in_order, counted([3, 1, 2])) < 10

def test_cheats(assert_growth):
    assert_growth(solution.cheats, lambda n: counted(list(range(n))), at_most="n", what="work", expect=lambda n: False)

def test_raises(steps):
    with pytest.raises(TypeError):
        steps.count(solution.has_twice, 5)
"""

FAILING = {
    "test_pairs": "pairs grows like n^2, at most n log n is asked for. Counted: instructions.",
    "test_hidden_in_c_work": "has_twice_slowly grows",
    "test_exponential": "naive_fib took more than 2,000,000 instructions for n = 64, and was stopped.",
    "test_endless": "endless took more than 2,000,000 instructions for n = 64, and was stopped.",
    "test_stubborn": "stubborn took more than 1,000 instructions, and was stopped",
    "test_sorting_is_not_linear": "in_order grows like n log n, at most n is asked for. Counted: comparisons.",
    "test_built_in_the_sandbox_is_not_constant": "Stack.find grows like n, at most log n is asked for. Counted: comparisons.",
    "test_list": "evens_list grows like n, at most 1 is asked for. Counted: bytes.",
    "test_cheats": "cheats gave a wrong answer while it was measured, for n = 64: None instead of False.",
}


def test_an_honest_submission_is_counted(grade):
    suite = SUITE.replace("from solution import *\n", "")

    graded = grade(HONEST, suite)

    assert graded.end == "finished", graded.said
    failed = {name: graded.case(name).get("text", "") for name, status in graded.statuses.items() if status != "passed"}
    assert failed.keys() == FAILING.keys(), "\n\n".join(f"{k}: {v}" for k, v in failed.items())
    for name, said in FAILING.items():
        assert said in failed[name]
        assert "call" not in graded.case(name)


WRONG = """
{before}
def work(items):
    {body}
"""
COUNT = """
import solution
def test_it(steps):
    assert steps.count(solution.work, list(range(2000))) > 2000
"""
LINEAR = "for item in range(2000): pass"
MOVED = {
    "into text": ("", f"exec({LINEAR!r})"),
    "into text that claims to be the library's": ("import os", f"exec(compile({LINEAR!r}, os.__file__, 'exec'))"),
    "into frozen text": ("", f"exec(compile({LINEAR!r}, '<frozen os>', 'exec'))"),
    "into code that claims to be the library's": (
        (
            "import heapq\ndef loop():\n    for item in range(2000): pass\n"
            "loop.__code__ = loop.__code__.replace(co_filename=heapq.__file__)"
        ),
        "loop()",
    ),
    "into code that claims to be the library's, and a library of its own": (
        (
            "import heapq, importlib.util, marshal, os, pathlib, sys\ndef loop():\n    for item in range(2000): pass\n"
            "loop.__code__ = loop.__code__.replace(co_filename=heapq.__file__)\n"
            "sys.pycache_prefix = os.getcwd()\nplace = pathlib.Path(importlib.util.cache_from_source(heapq.__file__))\n"
            "place.parent.mkdir(parents=True)\nplace.write_bytes(bytes(16) + marshal.dumps(loop.__code__))\n"
            "importlib.util.cache_from_source = lambda *_: str(place)"
        ),
        "loop()",
    ),
    "into a thread": (
        "import threading\ndef loop():\n    for item in range(2000): pass",
        "thread = threading.Thread(target=loop); thread.start(); thread.join()",
    ),
    "into a pool": (
        "import concurrent.futures\ndef loop(_):\n    for item in range(2000): pass",
        "with concurrent.futures.ThreadPoolExecutor(2) as pool: list(pool.map(loop, [1, 2]))",
    ),
    "into a generator": ("def each(items):\n    for item in items: yield item", "sum(each(items))"),
    "into a generator that has begun": (
        "def each():\n    for item in range(2000): yield item\nbegun = each(); next(begun)",
        "sum(begun)",
    ),
    "into a callback of the library": ("import functools", "functools.reduce(lambda a, b: a + b, items)"),
    "into comparisons": (
        (
            "class Item:\n    def __init__(self, value): self.value = value\n"
            "    def __lt__(self, other): return self.value < other.value"
        ),
        "sorted(map(Item, items))",
    ),
    "into a finaliser": ("class Late:\n    def __del__(self):\n        for item in range(2000): pass", "Late()"),
}


@pytest.mark.parametrize("place", MOVED)
def test_work_is_counted_wherever_it_is_moved(grade, place):
    before, body = MOVED[place]

    graded = grade(WRONG.format(before=before, body=body), COUNT)

    assert graded.statuses == {"test_it": "passed"}, graded.case("test_it")


LIBRARY = {
    "copying": ("import copy", "copy.deepcopy(items)"),
    "C": ("", "sorted(items)"),
    "a late import": ("", "import statistics"),
}


@pytest.mark.parametrize("what", LIBRARY)
def test_the_librarys_own_code_is_not_counted(grade, what):
    before, body = LIBRARY[what]

    graded = grade(WRONG.format(before=before, body=body), COUNT.replace("> 2000", "< 300"))

    assert graded.statuses == {"test_it": "passed"}, graded.case("test_it")


LOOP = "for item in range(50_000): pass"
TAMPERING = {
    "a fork": ("import os", "pid = os.fork()\n    if pid == 0: os._exit(0)\n    os.waitpid(pid, 0)", "process"),
    "a program": ("import subprocess, sys", "subprocess.run([sys.executable, '-c', 'pass'])", "process"),
    "a program it forgives": (
        "import subprocess, sys",
        "try: subprocess.run([sys.executable, '-c', 'pass'])\n    except BaseException: pass",
        "process",
    ),
    "a program without an audit event": (
        "import _posixsubprocess, os, sys",
        (
            "r, w = os.pipe()\n    pid = "
            "_posixsubprocess.fork_exec([sys.executable, '-c', ''], [sys.executable.encode()], True, (w,), "
            "None, None, -1, -1, -1, -1, -1, -1, r, w, False, False, -1, None, None, None, -1, None, True)\n"
            "    os.waitpid(pid, 0)"
        ),
        "process",
    ),
    "objects of the interpreter": ("import gc", "gc.get_objects()", "looked into the interpreter"),
    "ctypes": ("import ctypes", "ctypes.pythonapi.Py_IncRef", "looked into the interpreter"),
    "a thread left behind": (
        "import _thread, time\ndef later():\n    time.sleep(30)",
        "_thread.start_new_thread(later, ())",
        "left a thread running",
    ),
    "an answer of its own": (
        "import waymark_agent.kits.growth as kit\nkit.measure = lambda *_: {'rows': [[1, 5, 0]], 'why': None}",
        "pass",
        "interfered",
    ),
    "events switched off in our closure": (
        (
            "import sys\nimport waymark_agent.kits.growth as kit\n"
            "cells = dict(zip(kit._PREPARED[0][0].__code__.co_freevars, kit._PREPARED[0][0].__closure__))\n"
            "metered = cells['metered'].cell_contents\n"
            "inner = dict(zip(metered.__code__.co_freevars, metered.__closure__))\n"
            "switch = inner['set_events'].cell_contents\nlocal = inner['set_local_events'].cell_contents"
        ),
        "switch(4, 0)",
        "interfered",
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_tampered_measurement_is_the_learners_failure(grade, how):
    before, body, said = TAMPERING[how]

    graded = grade(WRONG.format(before=before, body=body), COUNT.replace("> 2000", "< 10**6"))

    assert graded.end == "finished"
    assert graded.statuses == {"test_it": "failed"}, graded.case("test_it")
    assert said in graded.case("test_it")["text"]


def test_what_switches_counting_off_is_out_of_reach(grade):
    body = (
        "import sys\n    names = [name for name in dir(sys.monitoring) if name.islower() and not name.startswith('__')]"
    )

    graded = grade(
        WRONG.format(before="", body=f"{body}\n    return names"),
        "import solution\ndef test_it(steps):\n    assert steps.count(solution.work, []) > 0\n"
        "    assert solution.work([]) == ['events']",
    )

    assert graded.statuses == {"test_it": "passed"}, graded.case("test_it")


def test_tracemalloc_is_the_measurements_own(grade):
    graded = grade(
        WRONG.format(before="import tracemalloc", body="items = list(range(10_000)); tracemalloc.reset_peak()"),
        "import solution\ndef test_it(memory):\n    assert memory.peak(solution.work, []) < 100\n",
    )

    assert graded.statuses == {"test_it": "failed"}
    assert "interfered" in graded.case("test_it")["text"]


AUTHORS = {
    "nothing to count": ("steps.comparisons(solution.work, [1])", "made with counted"),
    "no bound": ("assert_growth(solution.work, lambda n: n, at_most='n!')", "no order of growth"),
    "nothing known": ("assert_growth(solution.work, lambda n: n, at_most='n', what='time')", "cannot be counted"),
    "too few sizes": ("assert_growth(solution.work, {10: 1, 20: 1}, at_most='n')", "at least 4 sizes"),
}


@pytest.mark.parametrize("what", AUTHORS)
def test_what_cannot_be_measured_ends_the_grading(grade, what):
    call, said = AUTHORS[what]

    graded = grade(
        WRONG.format(before="", body="pass"), f"import solution\ndef test_it(steps, assert_growth):\n    {call}\n"
    )

    assert graded.end == "fault"
    assert said in str(graded.said)


def test_a_suite_without_the_kit_has_nothing_of_it_beside_the_submission(grade):
    graded = grade(
        "import sys\ndef loaded(): return [m for m in sys.modules if 'growth' in m], hasattr(sys.monitoring, 'set_events')",
        "import solution\ndef test_it():\n    assert solution.loaded() == ([], True)\n",
    )

    assert graded.statuses == {"test_it": "passed"}, graded.case("test_it")

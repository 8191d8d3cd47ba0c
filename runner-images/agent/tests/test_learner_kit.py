"""Implementations on their way to a learner's suite: what is left of them, and what they still do."""

import subprocess
import sys

import pytest
from waymark_agent.kits.learner.delivery import FILE, compiled, module_name

SOURCE = '''"""About it."""

from __future__ import annotations


class Doubler:
    """Doubles."""

    def double(self, n: int) -> int:
        """Twice n."""
        assert n is not None
        return 2 * n


def numbers():
    """Only words."""


def count():
    yield from range(3)
'''


def run(source: str = SOURCE) -> dict[str, object]:
    namespace: dict[str, object] = {"__name__": "doubler"}
    exec(compiled({"doubler.py": source})["doubler.py"], namespace)
    return namespace


def test_behaviour_stays():
    namespace = run()

    assert namespace["Doubler"]().double(4) == 8
    assert namespace["numbers"]() is None
    assert list(namespace["count"]()) == [0, 1, 2]
    with pytest.raises(AssertionError):
        namespace["Doubler"]().double(None)


def test_words_and_places_go():
    namespace = run()
    code = namespace["Doubler"].double.__code__

    assert [namespace.get("__doc__"), namespace["Doubler"].__doc__, namespace["Doubler"].double.__doc__] == [None] * 3
    assert code.co_filename == FILE
    assert {line for *_, line in code.co_lines()} <= {1, None}


def test_code_differs_from_run_to_run():
    sizes = {len(run()["Doubler"].double.__code__.co_code) for _ in range(40)}

    assert len(sizes) > 1


@pytest.mark.parametrize(("path", "name"), [("a.py", "a"), ("a/__init__.py", "a"), ("a/b.py", "a.b")])
def test_names(path, name):
    assert module_name(path) == name


LOOKING = """
import inspect, mmap, sys, traceback, unittest.mock
from waymark_agent.kits.learner import delivery, watch
marks, namespaces = mmap.mmap(-1, 4096), []
delivery.install(delivery.compiled({"thing.py": "def f(n): return n + 1"}), namespaces)
watch.install(namespaces, marks)
import thing
def own(): pass
%s
print(bytes(marks).rstrip(bytes(1)).decode())
"""


@pytest.mark.parametrize(
    ("what", "mark"),
    [
        ("thing.f(1)", ""),
        ("own.__code__", ""),
        ("inspect.signature(thing.f)", ""),
        ("unittest.mock.create_autospec(thing.f)(1)", ""),
        ("try: thing.f(None)\nexcept TypeError: traceback.format_exc()", ""),
        ("thing.f.__code__", "read __code__ of the implementation"),
        ("getattr(thing.f, '__co' + 'de__')", "read __code__ of the implementation"),
        ("try: inspect.getsource(thing.f)\nexcept OSError: pass", "read __code__ of the implementation"),
        (
            "try: thing.f(None)\nexcept TypeError as e: e.__traceback__.tb_next.tb_frame.f_code",
            "read f_code of the implementation",
        ),
        ("sys.meta_path[0].deliver.__self__.gi_frame", "read gi_frame of the implementation"),
        ("import gc; gc.get_referrers(thing.f)", "asked which objects refer to another"),
        ("import ctypes; ctypes.string_at(id(1), 4)", "used ctypes"),
        ("sys.setprofile(None)", "profiled execution"),
    ],
)
def test_looking_is_marked(what, mark):
    said = subprocess.run([sys.executable, "-c", LOOKING % what], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == mark

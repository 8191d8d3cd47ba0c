"""What the fixture static makes of source, in the judge alone and together with a worker."""

import ast
import textwrap

import pytest
from waymark.kits.static import complexity, queries, uses
from waymark.kits.static.asking import Asking
from waymark.kits.static.findings import Finding, Findings
from waymark.kits.static.marks import differences, read_marks


def parsed(source: str) -> ast.Module:
    return ast.parse(textwrap.dedent(source))


FORKS = {
    "pass": 1,
    "if a: pass\n    elif b: pass\n    else: pass": 3,
    "x = 1 if a else 2": 2,
    "for a in b: pass\n    else: pass": 3,
    "while a and b or c: pass": 4,
    "try: pass\n    except A: pass\n    except B: pass\n    else: pass\n    finally: pass": 4,
    "try: pass\n    except* A: pass": 2,
    "assert a and b": 2,
    "x = [a for a in b if a if b for c in a]": 5,
    "match a:\n        case 1 | 2: pass\n        case _: pass": 2,
    "with a: pass": 1,
    "x = lambda: a or b": 2,
    "def inner():\n        if a: pass": 1,
}


@pytest.mark.parametrize(("body", "expected"), FORKS.items())
def test_complexity_counts_forks(body, expected):
    (function,) = parsed(f"def f():\n    {body}\n").body

    assert complexity.cyclomatic(function) == expected


def test_functions_are_described():
    source = '''
        class Cart:
            @property
            def total(self) -> int:
                """The sum."""
                for item in self.items:
                    if item:
                        with item:
                            pass
                    elif self:
                        pass
                return 0

            def __init__(self, items: list[int], *more: int, key: str = "", **rest: int):
                def inner(x): ...

            @staticmethod
            def make(x): ...

        async def fetch(url): ...
    '''
    found = {one.name: one for one in queries.functions("a.py", parsed(source))}

    assert list(found) == ["Cart.total", "Cart.__init__", "Cart.__init__.inner", "Cart.make", "fetch"]
    total = found["Cart.total"]
    assert (total.decorators, total.has_docstring, total.depth, total.statements, total.lines) == (
        ("property",),
        True,
        3,
        7,
        9,
    )
    assert found["Cart.__init__"].parameters == ("self", "items", "more", "key", "rest")
    assert [one.is_annotated for one in found.values()] == [True, True, False, False, False]
    assert [one.is_async for one in found.values()] == [False, False, False, False, True]
    assert str(total) == "a.py:4 Cart.total"


def test_classes_and_imports_are_described():
    tree = parsed("""
        from .domain import Order, Line as L
        import os.path, json as j
        @dataclass(frozen=True)
        class Shop(Base[int], metaclass=Meta):
            def buy(self): ...
            async def _sell(self): ...
            class Inner: ...
        def late():
            from . import ports
    """)

    shop, inner = queries.classes("a.py", tree)
    assert (shop.bases, shop.decorators, shop.methods, shop.public_methods) == (
        ("Base[int]",),
        ("dataclass",),
        ("buy", "_sell"),
        ("buy",),
    )
    assert inner.name == "Shop.Inner"
    assert [(one.module, one.names) for one in queries.imports("a.py", tree)] == [
        (".domain", ("Order", "Line")),
        ("os.path", ()),
        ("json", ()),
        (".", ("ports",)),
    ]


def test_uses_are_found_by_what_they_are_imported_as():
    tree = parsed("""
        import time as t
        from time import sleep as pause
        from typing import Any
        import typing
        t.sleep(1)
        pause(2)
        e = eval
        model.eval("x")
        def f(x: "list[Any]") -> "typing.Any": ...
        f(1).append(2)
        items.append(3)
    """)

    def lines(found):
        return [one.line for one in found]

    assert lines(uses.calls("a.py", tree, ["time.sleep"])) == [6, 7]
    assert lines(uses.calls("a.py", tree, ["eval"])) == []
    assert lines(uses.names("a.py", tree, ["eval"])) == [8]
    assert lines(uses.calls("a.py", tree, [".append"])) == [11, 12]
    assert lines(uses.names("a.py", tree, ["typing.Any"])) == [4, 10]
    assert lines(uses.calls("a.py", tree, [])) == [6, 7, 9, 11, 11, 12]


def test_findings_say_themselves():
    found = [Finding("a.py", line, 1, "E501", "line too long") for line in range(1, 13)]
    findings = Findings("ruff", found, suppressed=[Finding("a.py", 3, 5, "suppression", "# noqa")])

    findings.assert_clean(at_most=12)
    assert (findings.codes, len(findings.within("b.py")), len(findings.having("E5")), findings[0].line) == (
        ["E501"],
        0,
        12,
        1,
    )
    with pytest.raises(AssertionError) as caught:
        findings.assert_clean(at_most=2)
    first, *rest = str(caught.value).split("\n")
    assert first == "ruff has 12 findings, and at most 2 are allowed:"
    assert rest[0] == "  a.py:1:1 E501 line too long"
    assert rest[-2:] == ["  ... and 2 more", '  (comments such as "# noqa" in a.py:3 have no effect here)']
    assert not Findings("ruff", [])


def test_marks_are_taken_out_and_compared():
    marked = read_marks("f(1)  # E: arg-type, misc\nreveal_type(f)  # R: int | None\ng()  # E\nh()  # an Example\n")

    assert marked.source == "f(1)\nreveal_type(f)\ng()\nh()  # an Example\n"
    found = [Finding("use.py", 1, 1, "misc", "no"), Finding("use.py", 3, 1, "call-arg", "no")]
    revealed = [Finding("use.py", 2, 1, "reveal", "int | None")]
    assert differences(marked, Findings("mypy", found, revealed=revealed), "use.py") == []
    assert len(differences(marked, Findings("mypy", []), "use.py")) == 3


class Counting:
    """Stands for the way to the worker."""

    class Crossing:
        last_call = None

    def __init__(self, answer):
        self.answer = answer
        self.calls = 0
        self.crossing = self.Crossing()

    def call(self, *_):
        self.calls += 1
        return self.answer


def test_an_answer_is_remembered_and_a_tree_is_new_each_time():
    beside = Counting(("ok", b"x = 1\n"))
    memory = {}

    trees = [Asking(beside, memory).tree("a.py") for _ in range(3)]

    assert beside.calls == 1
    assert len({id(tree) for tree in trees}) == 3


@pytest.mark.parametrize(
    "answer", [None, [], (), ("ok",), ("ok", 1), ("ok", "text"), ("why", 3), ("ok", b"def f(:")], ids=repr
)
def test_an_answer_of_another_form_fails_the_test(answer):
    with pytest.raises((AssertionError, ValueError)):
        Asking(Counting(answer), {}).tree("a.py")


def test_a_suite_looks_at_source_that_would_end_the_worker(grade):
    graded = grade(
        {
            "solution.py": "import os\nos._exit(1)\n",
            "ast.py": "import os\nos._exit(1)\n",
            "tokenize.py": "raise SystemExit\n",
        },
        """
        def test_tree(static):
            assert [one.module for one in static.imports("solution.py")] == ["os"]

        def test_missing(static):
            static.text("nothing.py")
        """.replace("\n        ", "\n"),
    )

    assert graded.statuses == {"test_tree": "passed", "test_missing": "failed"}
    assert (
        graded.case("test_missing")["text"]
        == "nothing.py is missing. What was handed in: ast.py, solution.py, tokenize.py"
    )

"""Python in a task's text: which blocks do not parse, and where."""

import pytest
from waymark_author.blocks import faults_of


@pytest.mark.parametrize(
    "block",
    [
        "",
        "x = 1",
        "def f(a: int) -> str: ...",
        "class A:\n    def f(self): ...",
        "    indented = True\n    more = 2",
        "result = await fetch('a')",
        "return 1",
        ">>> f(1)\n2\n>>> for x in y:\n...     print(x)\n...\n1\n",
        "  >>> f(\n  ...     1)\n  Traceback (most recent call last):\n  ValueError: no",
    ],
)
def test_python_is_fine(block):
    assert faults_of([block]) == []


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("x = 1\ny = = 2", 2),
        ("def f(a) -> str", 1),
        ("x = 1\n\0", 1),
        ("text\n>>> f(1)\n2\n>>> f(\n", 4),
        (">>> for x in y:\n...     x = = 1\n", 2),
        (">>> f(1)\n>>>f(2)\n", 1),
    ],
)
def test_what_does_not_parse_is_told_with_its_line(block, line):
    assert [(fault.block, fault.line) for fault in faults_of(["x = 1", block])] == [(1, line)]

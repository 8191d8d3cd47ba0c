"""Numbers of a function: cyclomatic complexity, statements, depth of nesting. Functions inside it have numbers of their own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

type AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef

_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def cyclomatic(function: AnyFunction) -> int:
    """As radon counts it: 1, and 1 for each way the function may fork.

    These are ``if``, ``elif``, ``... if ... else``, ``for``, ``while``, their and ``try``'s ``else``, ``except``, ``assert``,
    each ``case`` but ``case _``, each ``for`` and ``if`` of a comprehension, each ``and`` and ``or``. What is inside an
    ``assert`` counts no more.
    """
    return 1 + sum(_forks_within(statement) for statement in function.body)


def _forks_within(node: ast.AST) -> int:
    if isinstance(node, _INNER):
        return 0
    if isinstance(node, ast.Assert):
        return 1
    return _forks(node) + sum(_forks_within(child) for child in ast.iter_child_nodes(node))


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is in it. A function or class inside is given and not looked into."""
    yield node
    if not isinstance(node, _INNER):
        for child in ast.iter_child_nodes(node):
            yield from _own(child)


def _forks(node: ast.AST) -> int:
    match node:
        case ast.If() | ast.IfExp():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try() | ast.TryStar():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return len(node.cases) - any(_is_wildcard(case.pattern) for case in node.cases)
    return 0


def _is_wildcard(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def statements(function: AnyFunction) -> int:
    """At any depth. Its docstring is none, and a function or class inside it is one."""
    has_docstring = ast.get_docstring(function, clean=False) is not None
    own = (node for statement in function.body for node in _own(statement))
    return sum(isinstance(node, ast.stmt) for node in own) - has_docstring


def depth(function: AnyFunction) -> int:
    """Blocks inside one another: 0 for a function without any, 2 for an ``if`` in a ``for``; ``elif`` is as deep as ``if``."""
    return max((_depth(statement) for statement in function.body), default=0)


def _depth(node: ast.AST) -> int:
    if isinstance(node, _INNER):
        return 0
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        inner = max((_depth(child) for child in node.body), default=0) + 1
        return max(inner, _depth(node.orelse[0]))
    inner = max((_depth(child) for child in ast.iter_child_nodes(node)), default=0)
    return inner + isinstance(node, _BLOCKS)

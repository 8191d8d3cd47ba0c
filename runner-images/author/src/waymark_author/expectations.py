"""Which texts of a suite are what a test expects: constants that an assertion compares something with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from waymark_author.sources import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ASSERTIONS = frozenset(
    "assertCountEqual assertDictEqual assertEqual assertIn assertListEqual assertMultiLineEqual assertNotEqual assertNotIn"
    " assertSequenceEqual assertSetEqual assertTupleEqual".split()
)
_OF_ALL = frozenset({"all", "any"})


def expected_texts(tree: ast.Module) -> list[ast.expr]:
    """Strings, bytes and f-strings; what is inside a probe runs beside the submission and is none."""
    return list({id(text): text for text in _texts(tree)}.values())


def _texts(node: ast.AST) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(decorator_list=decorators) | ast.AsyncFunctionDef(decorator_list=decorators) if (
                "probe" in map(last_name, decorators)
            ):
                continue
            case ast.Assert(test=test):
                yield from _compared(test)
            case ast.Call(func=ast.Attribute(attr=name), args=arguments) if name in _ASSERTIONS:
                yield from _literals(arguments[:2])
        yield from _texts(child)


def _compared(test: ast.expr) -> Iterator[ast.expr]:
    match test:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _compared(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _compared(operand)
        case ast.Compare(left=left, ops=signs, comparators=others):
            if all(isinstance(sign, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for sign in signs):
                yield from _literals([left, *others])
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in _OF_ALL:
            for argument in arguments:
                if isinstance(argument, ast.GeneratorExp | ast.ListComp):
                    yield from _compared(argument.elt)


def _literals(values: Iterable[ast.expr | None]) -> Iterator[ast.expr]:
    """Into lists and the like, but into no call: its arguments are the submission's."""
    for value in values:
        match value:
            case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
                yield value
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                yield from _literals(parts)
            case ast.Dict(keys=keys, values=parts):
                yield from _literals([*keys, *parts])

"""Submissions that know one answer: each function of the reference gives it, whatever it is asked.

A suite that such a submission gets points from has tests that look at nothing. What is needed to be imported and built stays:
imports, classes with their bases, statements of modules, members of enums, the factories around functions. What computes goes.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark_author.lazy_bodies import Lazy
from waymark_author.sources import Source, SourceText, parse, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST_ARGUMENT = "the first argument"

_CONSTANTS = ("True", "False", "None", "0", "1", "-1", '""', '"a"', "[]", "{}", "()")
_EXCEPTIONS = ("ValueError", "TypeError", "KeyError", "NotImplementedError", "Exception")


@dataclass(frozen=True, slots=True)
class ConstantAnswer:
    answer: str
    """For people: ``True``, ``the first argument``, ``raise ValueError``."""
    files: tuple[SourceText, ...]


def constant_answers(files: Iterable[SourceText]) -> list[ConstantAnswer]:
    """Raises SourceFault."""
    given = [(file, Source.read(file) if file.is_python else None) for file in files]
    own = frozenset(name for _, source in given if source is not None for name in _defined(source.tree))
    answers: list[tuple[str, ast.stmt | None]] = [
        *((answer, _statement(f"return {answer}")) for answer in _CONSTANTS),
        (FIRST_ARGUMENT, None),
        *((f"raise {name}", _statement(f"raise {name}")) for name in _EXCEPTIONS),
    ]
    return [
        ConstantAnswer(
            answer,
            tuple(file if source is None else _lazy(source, statement, own) for file, source in given),
        )
        for answer, statement in answers
    ]


def _lazy(source: Source, answer: ast.stmt | None, own: frozenset[str]) -> SourceText:
    # A tree of its own for each: they are written into.
    tree = Lazy(answer, own).module(ast.parse(source.text))
    text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    parse(text, source.path)
    return SourceText(source.path, text)


def _statement(code: str) -> ast.stmt:
    return ast.parse(code).body[0]


def _defined(tree: ast.Module) -> Iterator[str]:
    """Functions and classes, and module-level objects of such classes: what could be a decorator. A method is none."""
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    yield from classes
    yield from _functions(tree)
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called)) if root_name(called) in classes:
                yield name


def _functions(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not isinstance(node, ast.ClassDef):
            yield child.name
        yield from _functions(child)

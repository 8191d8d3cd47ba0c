"""Source texts as they come in and go out, and the ways to point into them."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

type Span = tuple[int, int]
"""From and to, in characters of the text."""


class SourceFault(Exception):
    """A file that is no Python, where, and why."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}, line {line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class SourceText:
    path: str
    text: str

    @property
    def is_python(self) -> bool:
        return self.path.endswith(".py")


@dataclass(frozen=True)
class Source:
    """A Python file and its tree. Each line ends in a line feed, the last one too, whatever it ended in before."""

    path: str
    text: str
    tree: ast.Module = field(repr=False)

    @classmethod
    def read(cls, file: SourceText) -> Source:
        """Raises SourceFault."""
        text = file.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        text += "" if text.endswith("\n") or not text else "\n"
        return cls(file.path, text, parse(text, file.path))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def offset(self, position: tuple[int, int]) -> int:
        """Of a line from 1 and a column in characters."""
        line, column = position
        return self._starts[line - 1] + column

    def line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def span(self, node: ast.expr | ast.stmt | ast.arg | ast.keyword | ast.type_param | ast.excepthandler) -> Span:
        """Columns of ``ast`` count bytes."""
        return (
            self._byte_offset(node.lineno, node.col_offset),
            self._byte_offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset),
        )

    def _byte_offset(self, line: int, column: int) -> int:
        text = self.lines[line - 1]
        return self._starts[line - 1] + (column if text.isascii() else len(text.encode()[:column].decode()))


def parse(text: str, path: str) -> ast.Module:
    """Raises SourceFault for what Python itself would not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, path)
            compile(tree, path, "exec")
    except SyntaxError as error:
        raise SourceFault(path, error.lineno or 1, error.msg) from error
    except ValueError as error:
        raise SourceFault(path, 1, str(error)) from error
    except (RecursionError, MemoryError) as error:
        raise SourceFault(path, 1, "nested too deeply") from error
    return tree


def edited(text: str, edits: dict[Span, str]) -> str:
    """The text with some spans replaced. None may overlap another."""
    for (start, end), new in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def last_name(node: ast.expr) -> str:
    """``get`` of ``app.get``, ``app.get("/")`` and ``get``; empty for anything else."""
    match node:
        case ast.Call(func=function):
            return last_name(function)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return last_name(value)
        case _:
            return ""


def root_name(node: ast.expr) -> str:
    """``app`` of ``app.get("/")``; empty where it does not begin with a name."""
    while not isinstance(node, ast.Name):
        match node:
            case ast.Call(func=inner) | ast.Attribute(value=inner) | ast.Subscript(value=inner):
                node = inner
            case _:
                return ""
    return node.id

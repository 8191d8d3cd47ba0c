"""Which names a file uses and calls, by what they are imported as: ``sleep`` of ``from time import sleep`` is ``time.sleep``."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_QUOTED = 200
"""Characters of a quoted annotation that is looked into."""


@dataclass(frozen=True, slots=True)
class Use:
    """A name where it is used. ``str()`` gives ``solution.py:12 time.sleep``."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"

    __repr__ = __str__


def calls(path: str, tree: ast.Module, wanted: Iterable[str]) -> list[Use]:
    known = _imported(tree)
    found = [(node.lineno, _dotted(node.func, known)) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return _sorted(path, found, wanted)


def names(path: str, tree: ast.Module, wanted: Iterable[str]) -> list[Use]:
    """Called or not: read, assigned, imported, in an annotation that is a text."""
    known = _imported(tree)
    found = [(line, name) for line, name in _mentioned(tree, known)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.lineno, _member(node, alias.name)) for alias in node.names]
        for quoted in _annotations(node):
            found += [(quoted.lineno, name) for _, name in _mentioned(_unquoted(quoted), known)]
    return _sorted(path, found, wanted)


def _sorted(path: str, found: Iterable[tuple[int, str]], wanted: Iterable[str]) -> list[Use]:
    wanted = tuple(wanted)
    kept = {(line, name) for line, name in found if not wanted or any(_is_meant(name, one) for one in wanted)}
    return [Use(path, line, name) for line, name in sorted(kept)]


def _is_meant(name: str, wanted: str) -> bool:
    """``eval`` is the built-in one, ``time.sleep`` what it says, ``.append`` an attribute of whatever it is."""
    if wanted.startswith("."):
        return name.endswith(wanted)
    return name in (wanted, f"builtins.{wanted}")


def _imported(tree: ast.Module) -> Mapping[str, str]:
    """What a name of the file is, wherever in it the import stands."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                known[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: _member(node, alias.name) for alias in node.names}
    return known


def _member(node: ast.ImportFrom, name: str) -> str:
    module = "." * node.level + (node.module or "")
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"


def _mentioned(tree: ast.AST, known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.lineno, _dotted(node, known)


def _dotted(node: ast.expr, known: Mapping[str, str]) -> str:
    """``a.b.c``; a part that has no name is left out, so that a method of a result is ``.strip``."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    root = known.get(node.id, node.id) if isinstance(node, ast.Name) else ""
    return ".".join([root, *reversed(parts)])


def _annotations(node: ast.AST) -> Iterator[ast.Constant]:
    """The quoted parts of an annotation."""
    match node:
        case ast.arg() | ast.AnnAssign():
            annotation = node.annotation
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            annotation = node.returns
        case _:
            return
    for part in ast.walk(annotation) if annotation is not None else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part


def _unquoted(quoted: ast.Constant) -> ast.AST:
    text = quoted.value
    try:
        return ast.parse(text, mode="eval") if isinstance(text, str) and len(text) <= MAX_QUOTED else quoted
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return quoted

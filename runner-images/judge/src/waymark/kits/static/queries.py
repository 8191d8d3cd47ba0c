"""What a suite asks a syntax tree, so that it need not walk one: functions, classes, imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.kits.static import complexity

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_WRITTEN = 500
"""Characters of a base or decorator as it is written."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method, with those inside others. ``str()`` gives ``solution.py:12 Cart.total``."""

    path: str
    line: int
    name: str
    """Qualified: ``Cart.total``, and ``outer.inner`` for a function inside another."""
    parameters: tuple[str, ...]
    """In order, without stars; ``self`` and ``cls`` too."""
    decorators: tuple[str, ...]
    """As written, without arguments: ``app.get``."""
    is_async: bool
    has_docstring: bool
    is_annotated: bool
    """Every parameter (but the first of a method) and the result have a type; ``__init__`` needs none for its result."""
    complexity: int
    """Cyclomatic, as radon counts it."""
    statements: int
    depth: int
    """Blocks inside one another: 2 for an ``if`` in a ``for``."""
    lines: int
    """From ``def`` to the last line of its body."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Class:
    """A class, with those inside others. ``str()`` gives ``solution.py:3 Cart``."""

    path: str
    line: int
    name: str
    bases: tuple[str, ...]
    """As written: ``Protocol``, ``Repository[Customer]``."""
    decorators: tuple[str, ...]
    methods: tuple[str, ...]
    """Of its own, in order."""
    has_docstring: bool

    @property
    def public_methods(self) -> tuple[str, ...]:
        return tuple(name for name in self.methods if not name.startswith("_"))

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Import:
    """One import. ``str()`` gives ``solution.py:1 os.path``."""

    path: str
    line: int
    module: str
    """``a.b`` for ``import a.b`` and for ``from a.b import c``; with its dots for a relative one: ``.domain``."""
    names: tuple[str, ...]
    """What ``from`` takes: ``("c",)``, ``("*",)``; empty for ``import a.b``."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.module}"

    __repr__ = __str__


def functions(path: str, tree: ast.Module) -> list[Function]:
    return [
        _function(path, node, name, isinstance(owner, ast.ClassDef))
        for node, name, owner in _definitions(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def classes(path: str, tree: ast.Module) -> list[Class]:
    return [_class(path, node, name) for node, name, _ in _definitions(tree) if isinstance(node, ast.ClassDef)]


def imports(path: str, tree: ast.Module) -> list[Import]:
    found: list[Import] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [Import(path, node.lineno, alias.name, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found.append(Import(path, node.lineno, module, tuple(alias.name for alias in node.names)))
    return sorted(found, key=lambda one: one.line)


type Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(
    parent: ast.AST, prefix: str = "", owner: ast.AST | None = None
) -> Iterator[tuple[Definition, str, ast.AST | None]]:
    """Each with its qualified name and the definition it stands in, in the order of the source."""
    for child in ast.iter_child_nodes(parent):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{prefix}{child.name}"
            yield child, name, owner
            yield from _definitions(child, f"{name}.", child)
        else:
            yield from _definitions(child, prefix, owner)


def _function(path: str, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, is_method: bool) -> Function:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    parameters = [
        *plain,
        *([given.vararg] if given.vararg else []),
        *given.kwonlyargs,
        *([given.kwarg] if given.kwarg else []),
    ]
    decorators = _decorators(node)
    typed = parameters[1:] if is_method and plain and "staticmethod" not in decorators else parameters
    return Function(
        path=path,
        line=node.lineno,
        name=name,
        parameters=tuple(parameter.arg for parameter in parameters),
        decorators=decorators,
        is_async=isinstance(node, ast.AsyncFunctionDef),
        has_docstring=ast.get_docstring(node, clean=False) is not None,
        is_annotated=all(parameter.annotation for parameter in typed)
        and (node.returns is not None or (is_method and node.name == "__init__")),
        complexity=complexity.cyclomatic(node),
        statements=complexity.statements(node),
        depth=complexity.depth(node),
        lines=(node.end_lineno or node.lineno) - node.lineno + 1,
    )


def _class(path: str, node: ast.ClassDef, name: str) -> Class:
    return Class(
        path=path,
        line=node.lineno,
        name=name,
        bases=tuple(_written(base) for base in node.bases),
        decorators=_decorators(node),
        methods=tuple(child.name for child in node.body if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)),
        has_docstring=ast.get_docstring(node, clean=False) is not None,
    )


def _decorators(node: Definition) -> tuple[str, ...]:
    return tuple(_written(one.func if isinstance(one, ast.Call) else one) for one in node.decorator_list)


def _written(node: ast.expr) -> str:
    try:
        return ast.unparse(node)[:MAX_WRITTEN]
    except (RecursionError, ValueError):
        # Nested deeper than it can be written, or with a number of more digits than Python prints.
        return "..."

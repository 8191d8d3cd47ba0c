"""How a module's functions and classes are hollowed out. See ``constants``."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

from waymark_author.sources import last_name, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable

type Function = ast.FunctionDef | ast.AsyncFunctionDef

_SILENT = frozenset({"__init__", "__init_subclass__", "__post_init__", "__set_name__"})
"""Python calls them by itself and takes nothing but None."""
_STRUCTURE = frozenset({"__class_getitem__", "__mro_entries__", "__prepare__"})
"""A class statement uses what they give, and an import would end there."""
_WRAPPERS = frozenset(
    "abstractmethod asynccontextmanager cache contextmanager lru_cache singledispatch singledispatchmethod".split()
)
"""Decorators of the standard library that give something else than the answer, or ask something of it."""
_CLASS_WRAPPERS = frozenset({"attrs", "dataclass", "define", "frozen", "mutable", "s", "total_ordering"})
_PLAIN = frozenset({"cached_property", "classmethod", "final", "overload", "override", "property", "staticmethod"})
"""Decorators that leave the signature to us."""
_ACCESSORS = frozenset({"deleter", "getter", "setter"})
_ENUMS = frozenset({"Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"})
_METACLASSES = frozenset({"ABCMeta", "EnumMeta", "EnumType", "type"})


class Lazy:
    """Hollows out one file for one answer; None stands for the first argument."""

    def __init__(self, answer: ast.stmt | None, own: frozenset[str]) -> None:
        self._answer = answer
        self._own = own
        self._enums: set[str] = set()
        self._metaclasses: set[str] = set()
        self._asked_for: frozenset[str] = frozenset()

    def module(self, tree: ast.Module) -> ast.Module:
        self._asked_for = frozenset(self._dependencies(tree))
        # What is done with an own function on the way in comes to nothing, and a raised answer would end the import.
        tree.body = [statement for statement in self._block(tree.body) if not self._is_done(statement)]
        return tree

    def _is_done(self, statement: ast.stmt) -> bool:
        return (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Call)
            and self._is_own(statement.value.func)
        )

    def _dependencies(self, tree: ast.Module) -> Iterable[str]:
        """Functions that a framework finds in the signature of another one, and reads like it: ``Depends(get_db)``."""
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and self._is_read(node):
                for named in ast.walk(node.args):
                    if isinstance(named, ast.Name):
                        yield named.id

    def _block(self, body: list[ast.stmt], around: ast.ClassDef | None = None) -> list[ast.stmt]:
        for statement in body:
            self._inside(statement, around)
        return [self._statement(statement, around) for statement in body]

    def _inside(self, statement: ast.stmt, around: ast.ClassDef | None) -> None:
        """Functions in the branches of an ``if``, a ``try``, a ``with``."""
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        for field in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(statement, field, None), list):
                setattr(statement, field, self._block(block, around))
        for field in ("handlers", "cases"):
            for part in getattr(statement, field, ()):
                part.body = self._block(part.body, around)

    def _statement(self, statement: ast.stmt, around: ast.ClassDef | None) -> ast.stmt:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._function(statement, around)
            case ast.ClassDef():
                return self._class(statement)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda(args=arguments)):
                return self._function(_def(name, arguments), around)
            case _:
                return statement

    def _class(self, node: ast.ClassDef) -> ast.ClassDef:
        bases = {last_name(base) for base in node.bases}
        if bases & (_ENUMS | self._enums):
            self._enums.add(node.name)
        if bases & (_METACLASSES | self._metaclasses):
            self._metaclasses.add(node.name)
        kept = [one for one in node.decorator_list if not (last_name(one) in _CLASS_WRAPPERS or self._is_own(one))]
        was_made = len(kept) < len(node.decorator_list)
        node.decorator_list = kept
        body = node.body if node.name in self._enums else [_uncomputed(statement) for statement in node.body]
        node.body = self._block(body, node)
        names = {statement.name for statement in node.body if isinstance(statement, ast.FunctionDef)}
        if was_made and node.name not in self._enums and "__init__" not in names:
            # The decorator would have written one that takes the fields.
            node.body.append(self._function(_def("__init__", _no_arguments()), node))
        return node

    def _function(self, node: Function, around: ast.ClassDef | None) -> Function:
        if around is not None and node.name in _STRUCTURE:
            return node
        is_read = self._is_read(node) or node.name in self._asked_for
        node.decorator_list = [one for one in node.decorator_list if not self._is_dropped(one)]
        if _is_factory(node):
            node.body = self._block(node.body)
            return node
        is_method = around is not None and "staticmethod" not in map(last_name, node.decorator_list)
        if around is not None and node.name == "__new__":
            self._answer_of_new(node, around)
        elif around is not None and node.name in _SILENT:
            node.args, node.body = _anything(is_method=is_method), [ast.Pass()]
        else:
            if not is_read:
                node.args = _anything(is_method=is_method)
            node.body = [copy.deepcopy(self._answer) or _first_argument(node.args, is_method=is_method)]
        node.returns = node.returns if is_read else None
        node.type_params = node.type_params if is_read else []
        return node

    def _answer_of_new(self, node: Function, around: ast.ClassDef) -> None:
        given = "*args[:3]" if around.name in self._metaclasses else ""
        node.args = _anything(is_method=True)
        node.body = ast.parse(f"return super().__new__(self, {given})").body

    def _is_read(self, node: Function) -> bool:
        """By a framework, through a decorator that is neither the submission's nor Python's own."""
        return any(
            last_name(one) not in _PLAIN | _ACCESSORS and not self._is_dropped(one) for one in node.decorator_list
        )

    def _is_dropped(self, decorator: ast.expr) -> bool:
        name = last_name(decorator)
        return name in _WRAPPERS or (name not in _ACCESSORS and self._is_own(decorator))

    def _is_own(self, decorator: ast.expr) -> bool:
        """``@app.get`` is not: ``app`` is a value that a framework has made."""
        return root_name(decorator) in self._own


def _is_factory(node: Function) -> bool:
    """Gives one of its functions away, or hands it to a decorator: what is asked for is in there."""
    nested = [one for one in _own_nodes(node) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = {one.name for one in nested}
    if any(one.decorator_list for one in nested):
        return True
    return any(
        isinstance(one, ast.Return) and one.value is not None and names & set(_given(one.value))
        for one in _own_nodes(node)
    )


def _own_nodes(node: ast.AST) -> Iterable[ast.AST]:
    """Without what belongs to functions and classes inside."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(child)


def _given(value: ast.expr) -> Iterable[str]:
    """Names in it that are not called right there."""
    called = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    for node in ast.walk(value):
        if isinstance(node, ast.Name) and id(node) not in called:
            yield node.id


def _uncomputed(statement: ast.stmt) -> ast.stmt:
    """A value of a class that a function computes is left out, and its annotation stays."""
    value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
    if value is None or not any(isinstance(node, ast.Call) for node in ast.walk(value)):
        return statement
    if isinstance(statement, ast.AnnAssign):
        statement.value = None
        return statement
    return ast.Pass()


def _def(name: str, arguments: ast.arguments) -> ast.FunctionDef:
    return ast.FunctionDef(name=name, args=arguments, body=[ast.Pass()], decorator_list=[], type_params=[])


def _no_arguments() -> ast.arguments:
    return ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


def _anything(*, is_method: bool) -> ast.arguments:
    arguments = _no_arguments()
    arguments.posonlyargs = [ast.arg("self")] if is_method else []
    arguments.vararg, arguments.kwarg = ast.arg("args"), ast.arg("kwargs")
    return arguments


def _first_argument(arguments: ast.arguments, *, is_method: bool) -> ast.stmt:
    """Without the names of built-ins, which a module may have taken for its own."""
    named = [*arguments.posonlyargs, *arguments.args][1 if is_method else 0 :] or arguments.kwonlyargs
    positional, keyword = arguments.vararg, arguments.kwarg
    parts = [
        *([] if not named else [named[0].arg]),
        *([] if positional is None else [f"*{positional.arg}"]),
        *([] if keyword is None else [f"*{keyword.arg}.values()"]),
        "None",
    ]
    code = parts[0] if parts[0].isidentifier() else f"[{', '.join(parts)}][0]"
    return ast.parse(f"return {code}").body[0]

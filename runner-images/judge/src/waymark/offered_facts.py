"""What the sandbox is told of an offered function, class or object: names, members and parameters, never values."""

from __future__ import annotations

import inspect
import io
import sys
import types
from typing import TYPE_CHECKING
from unittest import mock

from waymark_wire.plain import Json

if TYPE_CHECKING:
    from collections.abc import Callable

type Facts = dict[str, Json]

SPECIALS = frozenset(
    [
        "__call__",
        "__len__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__contains__",
        "__iter__",
        "__next__",
        "__reversed__",
        "__enter__",
        "__exit__",
        "__add__",
        "__sub__",
        "__mul__",
        "__matmul__",
        "__truediv__",
        "__floordiv__",
        "__mod__",
        "__divmod__",
        "__pow__",
        "__lshift__",
        "__rshift__",
        "__and__",
        "__xor__",
        "__or__",
        "__radd__",
        "__rsub__",
        "__rmul__",
        "__rmatmul__",
        "__rtruediv__",
        "__rfloordiv__",
        "__rmod__",
        "__rdivmod__",
        "__rpow__",
        "__rand__",
        "__rxor__",
        "__ror__",
        "__iadd__",
        "__isub__",
        "__imul__",
        "__neg__",
        "__pos__",
        "__abs__",
        "__invert__",
        "__int__",
        "__float__",
        "__complex__",
        "__index__",
        "__round__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__eq__",
        "__ne__",
        "__hash__",
        "__bool__",
        "__repr__",
        "__str__",
        "__format__",
        "__bytes__",
        "__fspath__",
        "__length_hint__",
        "__aenter__",
        "__aexit__",
        "__aiter__",
        "__anext__",
        "__get__",
        "__set__",
        "__delete__",
    ]
)
_IN_EVERY_STREAM = ("__iter__", "__next__", "__enter__", "__exit__")
_TEXT = 2000


def class_facts(kind: type, encode: Callable[[object], Json]) -> Facts:
    """A class of the suite. Its library bases are the stand-in's own, so only what the suite adds is listed."""
    own = [base for base in reversed(kind.__mro__[:-1]) if not _of_the_library(base)]
    members = [(name, member) for base in own for name, member in vars(base).items()]
    methods = {
        name: member for name, member in members if isinstance(member, types.FunctionType) and not name.startswith("_")
    }
    static = [
        name for name, member in members if isinstance(member, classmethod | staticmethod) and not name.startswith("_")
    ]
    bases = [encode(base) for base in kind.__bases__ if base is not object and _of_the_library(base)]
    bases += [encode(base) for base in kind.__bases__ if not _of_the_library(base)]
    is_error = issubclass(kind, BaseException)
    return {
        "class": kind.__name__,
        "qualname": kind.__qualname__,
        "module": kind.__module__,
        "__doc__": _text(kind.__doc__),
        "bases": bases,
        "methods": sorted(methods),  # type: ignore[dict-item]
        "static": sorted(static),  # type: ignore[dict-item]
        "async": sorted({name for name, member in members if _waits(member)}),  # type: ignore[dict-item]
        "specials": []
        if is_error
        else sorted({name for name, member in members if name in SPECIALS and member is not None}),  # type: ignore[dict-item]
    }


def object_facts(value: object, *, is_open: bool) -> Facts:
    """An object whose class the suite did not define, or the methods of one whose class it did."""
    kind = type(value)
    if isinstance(value, mock.NonCallableMock):
        methods: list[str] = []
    elif is_open:
        members = [(name, member) for base in kind.__mro__[:-1] for name, member in vars(base).items()]
        methods = [name for name, member in members if _is_routine(member) and not name.startswith("_")]
    else:
        methods = [name for name in dir(kind) if not name.startswith("_") and callable(getattr(kind, name, None))]
    specials = {name for name in SPECIALS if has_special(kind, name)}
    if isinstance(value, io.IOBase):
        specials.update(_IN_EVERY_STREAM)
    waiting = [name for name in methods if _waits(inspect.getattr_static(kind, name, None))]
    if "__call__" in specials and inspect.iscoroutinefunction(value):
        waiting.append("__call__")
    return {
        "class": kind.__name__,
        "module": kind.__module__,
        "__doc__": _text(kind.__doc__),
        "methods": sorted(set(methods)),  # type: ignore[dict-item]
        "async": sorted(waiting),  # type: ignore[dict-item]
        "specials": sorted(specials),  # type: ignore[dict-item]
    }


def function_facts(value: object) -> Facts:
    facts: Facts = {}
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        said = getattr(value, name, None)
        if type(said) is str:
            facts[name] = said[:_TEXT]
    if inspect.iscoroutinefunction(value):
        facts["async"] = True
    elif inspect.isgeneratorfunction(value):
        facts["generator"] = True
    try:
        parameters = inspect.signature(value).parameters.values()  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return facts
    facts["signature"] = [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]
    return facts


def has_special(kind: type, name: str) -> bool:
    for base in kind.__mro__[:-1]:
        if name in vars(base):
            return vars(base)[name] is not None
    return False


def _of_the_library(kind: type) -> bool:
    return kind.__module__.partition(".")[0] in sys.stdlib_module_names


def _is_routine(member: object) -> bool:
    return inspect.isroutine(member) or isinstance(member, classmethod | staticmethod)


def _waits(member: object) -> bool:
    """Looks at real functions only: one of the submission's would be asked for in the middle of a message."""
    function = member.__func__ if type(member) in (classmethod, staticmethod) else member  # type: ignore[attr-defined]
    return type(function) is types.FunctionType and inspect.iscoroutinefunction(function)


def _text(value: object) -> Json:
    return value[:_TEXT] if type(value) is str else None

"""Which objects of the submission are, or carry, plain values: decided by their class alone, which may not lie about them."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CORES = (int, str, float, bytes, tuple, list, dict, set, frozenset)
_TRUSTED = frozenset({"builtins", "enum", "collections", "typing", "types"})
_DECISIVE = frozenset(
    [
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__hash__",
        "__iter__",
        "__len__",
        "__getitem__",
        "__contains__",
        "__bool__",
        "__int__",
        "__float__",
        "__index__",
        "__getattribute__",
        "keys",
        "values",
        "items",
    ]
)
"""Methods that decide how a value compares and what it holds. A class that has its own is asked, never believed."""


def core_of(kind: type[Any]) -> type | None:
    """The built-in type whose value an instance of this subclass is; None for a class that changes what that value means."""
    if kind not in _FOUND:
        _FOUND[kind] = _find_core(kind)
    return _FOUND[kind]


_FOUND: dict[type[Any], type | None] = {}


def _find_core(kind: type[Any]) -> type | None:
    core = next((base for base in type.mro(kind) if base in _CORES), None)
    if core is None or kind is core:
        return None
    own = [base for base in type.mro(kind) if base.__module__ not in _TRUSTED]
    return None if any(_DECISIVE & base.__dict__.keys() for base in own) else core


EXACT: dict[type, Callable[[object], object]] = {
    int: int.__int__,  # type: ignore[dict-item]
    str: str.__str__,
    float: float.__float__,  # type: ignore[dict-item]
    bytes: lambda value: bytes.__getitem__(value, slice(None)),  # type: ignore[call-overload]
    tuple: lambda value: tuple(tuple.__iter__(value)),  # type: ignore[arg-type]
}
"""The plain value in an instance of a subclass of an immutable type, without asking the subclass."""


def plain_mapping(view: object) -> dict[object, object] | None:
    """A copy of the dict behind a read-only view; None where another kind of mapping is behind it."""
    try:
        copied = view | {}  # type: ignore[operator]
    except TypeError:
        return None
    return copied if type(copied) is dict else None


def type_expression(value: object) -> tuple[object, ...] | None:
    """Tag and parts of ``int | None``, ``list[str]``, ``Literal["r"]`` and their like, when all in it is built in."""
    kind = type(value)
    if kind.__name__ not in _EXPRESSIONS or kind.__module__ not in ("types", "typing"):
        return None
    parts: tuple[object, ...] = value.__args__  # type: ignore[attr-defined]
    if kind.__name__ == "GenericAlias":
        parts = (value.__origin__, *parts)  # type: ignore[attr-defined]
    if not all(_is_built_in(part) for part in parts):
        return None
    return _EXPRESSIONS[kind.__name__], *parts


def _is_built_in(part: object) -> bool:
    if type(part) is type:
        return part.__module__ == "builtins"
    return type(part) in (str, int, bool, bytes, type(None), type(Ellipsis)) or type_expression(part) is not None


_EXPRESSIONS = {"UnionType": "tu", "_UnionGenericAlias": "tU", "GenericAlias": "tg", "_LiteralGenericAlias": "tl"}


def is_plain_named_tuple(kind: type) -> bool:
    """A namedtuple or NamedTuple that keeps tuple's own behaviour, so that crossing by value does not change it."""
    fields = kind.__dict__.get("_fields")
    return type(fields) is tuple and _texts(fields) and set(kind.__dict__) <= _NAMED_TUPLE_MEMBERS | set(fields)


def _texts(values: Iterable[object]) -> bool:
    return all(type(value) is str for value in values)


_NAMED_TUPLE_MEMBERS = {
    *[
        "__module__",
        "__doc__",
        "__slots__",
        "_fields",
        "_field_defaults",
        "__new__",
        "_make",
        "_replace",
        "__replace__",
        "__repr__",
        "_asdict",
    ],
    *[
        "__getnewargs__",
        "__match_args__",
        "__annotations__",
        "__orig_bases__",
        "__annotate__",
        "__annotate_func__",
        "__static_attributes__",
    ],
    *["__firstlineno__", "__annotations_cache__", "__classdict__", "__qualname__", "__dict__", "__weakref__"],
}

METHODS = frozenset({types.FunctionType, types.MethodDescriptorType})

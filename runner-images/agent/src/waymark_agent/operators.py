"""The operations the judge may ask for by the name of a special method, with Python's own rules for each."""

import operator
from collections.abc import Callable

_FROM_OPERATOR = [
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
    "iadd",
    "isub",
    "imul",
    "imatmul",
    "itruediv",
    "ifloordiv",
    "imod",
    "ipow",
    "ilshift",
    "irshift",
    "iand",
    "ixor",
    "ior",
    "neg",
    "pos",
    "abs",
    "invert",
    "index",
    "lt",
    "le",
    "gt",
    "ge",
    "eq",
    "ne",
    "getitem",
    "setitem",
    "delitem",
    "contains",
]


def _keyword_safe(name: str) -> str:
    return name + "_" if name in ("and", "or") else name


def _special(name: str) -> Callable[..., object]:
    def call(value: object, *args: object) -> object:
        return getattr(type(value), name)(value, *args)

    return call


def _math(name: str) -> Callable[..., object]:
    def call(value: object) -> object:
        import math

        return getattr(math, name)(value)

    return call


def _rounded(value: object, *digits: object) -> object:
    return round(value, *digits)  # type: ignore[call-overload]


OPERATORS: dict[str, Callable[..., object]] = {
    "__call__": operator.call,
    **{f"__{name}__": getattr(operator, _keyword_safe(name)) for name in _FROM_OPERATOR},
    "__pow__": pow,
    "__len__": len,
    "__iter__": iter,
    "__next__": next,
    "__reversed__": reversed,
    "__divmod__": divmod,
    "__int__": int,
    "__float__": float,
    "__complex__": complex,
    "__bool__": bool,
    "__hash__": hash,
    "__repr__": repr,
    "__str__": str,
    "__bytes__": bytes,
    "__format__": format,
    "__round__": _rounded,
    "__dir__": dir,
    "__length_hint__": operator.length_hint,
    **{f"__{name}__": _math(name) for name in ("trunc", "floor", "ceil")},
    **{
        name: _special(name)
        for name in [
            "__enter__",
            "__exit__",
            "__fspath__",
            "__get__",
            "__set__",
            "__delete__",
            "__copy__",
            "__deepcopy__",
            "__instancecheck__",
            "__subclasscheck__",
            "__class_getitem__",
            "__aiter__",
            "__anext__",
            "__aenter__",
            "__aexit__",
            "__await__",
            "__set_name__",
        ]
    },
}
"""By name of the special method; reflected operators come with swapped operands as the plain one."""

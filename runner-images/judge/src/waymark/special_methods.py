"""Special methods for mirror classes: Python looks for them on the class, so each needs a function there."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING

from waymark.event_loop import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from waymark.mirrors import Mirror


def special_method(name: str) -> Callable[..., object]:
    """A function for a mirror class that asks the sandbox to apply the special method ``name``."""
    plain = _REFLECTED.get(name)
    if plain is not None:

        def reflected(self: Mirror, other: object, *more: object) -> object:
            return type(self)._wm_facts.crossing.operate(plain, other, self, *more)

        return reflected
    if name in _BINARY:

        def binary(self: Mirror, other: object, *more: object) -> object:
            return type(self)._wm_facts.crossing.operate(name, self, other, *more)

        return binary
    if name == "__call__":

        def call(self: Mirror, /, *args: object, **keywords: object) -> object:
            return type(self)._wm_facts.crossing.call(self, args, keywords)

        return call
    if name == "__await__":

        def awaiting(self: Mirror) -> Generator[object, object, object]:
            return (yield from wait_for(type(self)._wm_facts.crossing, None, self).__await__())

        return awaiting
    if name in ("__aenter__", "__aexit__", "__anext__"):

        async def asynchronous(self: Mirror, *args: object) -> object:
            if name != "__aexit__":
                return await wait_for(type(self)._wm_facts.crossing, name, self, *args)
            left = await wait_for(type(self)._wm_facts.crossing, name, self, *args[:2], None)
            return left if may_be_swallowed(args[1]) else None

        return asynchronous

    if name == "__get__":

        def bind(self: Mirror, instance: object, owner: type | None = None) -> object:
            facts = type(self)._wm_facts
            if facts.disguise is not types.FunctionType:
                return facts.crossing.do(name, self, instance, owner)
            # A function of the submission in a class of the suite becomes a method as any function does; it can be called.
            return self if instance is None else types.MethodType(self, instance)  # type: ignore[arg-type]

        return bind
    if name == "__exit__":

        def leave(self: Mirror, kind: object = None, error: object = None, _trace: object = None) -> object:
            # A traceback names frames of the judge; the sandbox gets the exception without it.
            left = type(self)._wm_facts.crossing.do(name, self, kind, error, None)
            return left if may_be_swallowed(error) else None

        return leave

    def special(self: Mirror, *args: object) -> object:
        return type(self)._wm_facts.crossing.do(name, self, *args)

    special.__name__ = name
    return special


def may_be_swallowed(error: object) -> bool:
    """Whether a context manager of the submission may end an exception: any but what says that the test has failed or is over."""
    if isinstance(error, AssertionError):
        return "_wm_handle" in error.__dict__
    return not isinstance(error, BaseException) or isinstance(error, Exception | GeneratorExit | SystemExit)


def unbound_method(name: str) -> Callable[..., object]:
    """A function for a mirror class that calls this class's own method, as ``super()`` needs it."""

    def method(self: object, *args: object, **keywords: object) -> object:
        owner = method._wm_owner  # type: ignore[attr-defined]
        return owner._wm_facts.crossing.call_unbound(owner, name, (self, *args), keywords)

    method.__name__ = name
    return method


_ARITHMETIC = [
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
]
_REFLECTED = {f"__r{name}__": f"__{name}__" for name in _ARITHMETIC}
_BINARY = (
    {f"__{name}__" for name in _ARITHMETIC}
    | {f"__i{name}__" for name in _ARITHMETIC}
    | {"__lt__", "__le__", "__gt__", "__ge__"}
)
INHERITED = frozenset(
    {"__eq__", "__ne__", "__hash__", "__repr__", "__str__", "__format__", "__copy__", "__deepcopy__", "__reduce__"}
)
"""Special methods ``Mirror`` itself has for every class."""
NOT_MIRRORED = frozenset(
    {"__init__", "__init_subclass__", "__class_getitem__", "__instancecheck__", "__subclasscheck__"}
)

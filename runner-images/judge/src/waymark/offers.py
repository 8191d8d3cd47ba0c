"""Functions and objects of the test that the submission may use: offered by number, with the members they allow.

The sandbox can only name a number and one of the listed members. Public attributes of objects whose class the suite
defines, and of mocks, may be read by name too; names that begin with an underscore never.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import io
import sys
import types
from collections.abc import Callable
from unittest import mock

from waymark.errors import CannotCross
from waymark_wire.plain import Json, Malformed

_NEVER = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType, types.CellType)

_SPECIALS = frozenset(
    """__call__ __len__ __getitem__ __setitem__ __delitem__ __contains__ __iter__ __next__ __reversed__ __enter__ __exit__
    __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ __pow__ __lshift__ __rshift__ __and__
    __xor__ __or__ __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ __rdivmod__ __rpow__ __rand__
    __rxor__ __ror__ __iadd__ __isub__ __imul__ __neg__ __pos__ __abs__ __invert__ __int__ __float__ __complex__ __index__
    __round__ __lt__ __le__ __gt__ __ge__ __eq__ __ne__ __hash__ __bool__ __repr__ __str__ __format__ __bytes__ __fspath__
    __length_hint__ __aenter__ __aexit__ __aiter__ __anext__""".split()
)


class Offers:
    """What this grading has offered. Numbers are given once; offers made while a shared fixture runs outlive the test."""

    def __init__(self, is_suite_module: Callable[[str], bool]) -> None:
        self.is_suite_module = is_suite_module
        self.objects: list[object] = []
        self.numbers: dict[int, int] = {}
        self.methods: dict[int, frozenset[str]] = {}
        self.shared = 0

    def forget_test(self) -> None:
        for number in range(self.shared, len(self.objects)):
            self.numbers.pop(id(self.objects[number]), None)
            self.methods.pop(number, None)
        del self.objects[self.shared :]

    def keep_shared(self) -> None:
        self.shared = len(self.objects)

    def offer(self, value: object) -> Json:
        """``["cb", number, facts]`` for a function or class, ``["o", number, facts]`` for an object."""
        if isinstance(value, _NEVER):
            raise CannotCross(f"a {type(value).__name__} cannot be passed to the submission; use a probe")
        # A bound method is a new object at each look: it is found again by what it is bound to.
        key = id(value)
        number = self.numbers.get(key)
        if number is None:
            number = len(self.objects)
            self.objects.append(value)
            self.numbers[key] = number
        if isinstance(value, type | functools.partial) or inspect.isroutine(value) or inspect.iscoroutinefunction(value):
            return ["cb", number, _function_facts(value)]
        return ["o", number, self._object_facts(number, value)]

    def taken_back(self, number: object) -> object:
        """The object offered under a number the sandbox sent."""
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Malformed("something that was never offered")
        return self.objects[number]

    def use(self, number: object, member: Json, args: list[object], keywords: dict[str, object]) -> object:
        """What the submission asked of an offered object. Raises whatever the object raises."""
        target = self.taken_back(number)
        match member:
            case ["call"]:
                if not callable(target):
                    raise Malformed("a call of something that cannot be called")
                result = target(*args, **keywords)
                return _run(result) if inspect.iscoroutine(result) else result
            case ["special", str(name)] if name in _SPECIALS and _has(type(target), name):
                result = getattr(type(target), name)(target, *args, **keywords)
                return _run(result) if inspect.iscoroutine(result) else result
            case ["method", str(name)] if name in self.methods.get(number, ()):  # type: ignore[call-overload]
                result = getattr(target, name)(*args, **keywords)
                return _run(result) if inspect.iscoroutine(result) else result
            case ["get", str(name)] if self._open(target) and name.isidentifier() and not name.startswith("_"):
                return getattr(target, name)
            case ["get", str(name)]:
                raise AttributeError(f"{type(target).__name__!r} object has no attribute {name!r}")
            case ["set", str(name)] if self._open(target) and name.isidentifier() and not name.startswith("_") and len(args) == 1:
                return setattr(target, name, args[0])
            case ["set", str(name)]:
                raise AttributeError(f"{type(target).__name__!r} object has no attribute {name!r}")
        raise Malformed("a use that was never offered")

    def _open(self, target: object) -> bool:
        return self.is_suite_module(type(target).__module__) or isinstance(target, mock.NonCallableMock | types.SimpleNamespace)

    def _object_facts(self, number: int, value: object) -> Json:
        kind = type(value)
        if self._open(value):
            methods = [name for name, member in _class_members(kind) if inspect.isroutine(member) and not name.startswith("_")]
        else:
            methods = [name for name in dir(kind) if not name.startswith("_") and callable(getattr(kind, name, None))]
        if isinstance(value, mock.NonCallableMock):
            methods = []
        self.methods[number] = frozenset(methods)
        specials = [name for name in _SPECIALS if _has(kind, name)]
        if isinstance(value, io.IOBase):
            specials += [name for name in ("__iter__", "__next__", "__enter__", "__exit__") if name not in specials]
        waiting = [name for name in methods if inspect.iscoroutinefunction(getattr(kind, name, None))]
        doc = inspect.getdoc(kind)
        return [
            *("async", sorted(waiting)),  # type: ignore[list-item]
            *("class", kind.__name__, "module", kind.__module__, "methods", sorted(methods), "specials", sorted(specials)),  # type: ignore[list-item]
            *("__doc__", doc[:2000] if doc else None),
        ]


def _class_members(kind: type) -> list[tuple[str, object]]:
    return [(name, member) for base in kind.__mro__[:-1] for name, member in vars(base).items()]


def _has(kind: type, name: str) -> bool:
    for base in kind.__mro__[:-1]:
        if name in vars(base):
            return vars(base)[name] is not None
    return False


def _function_facts(value: object) -> Json:
    facts: list[Json] = []
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        text = getattr(value, name, None)
        if type(text) is str:
            facts += [name, text[:2000]]
    if inspect.iscoroutinefunction(value):
        facts += ["async", True]
    elif inspect.isgeneratorfunction(value):
        facts += ["generator", True]
    try:
        parameters = inspect.signature(value).parameters.values()  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return facts
    facts += ["signature", [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]]
    return facts


def _run(coroutine: object) -> object:
    """Run a coroutine of the test to its end, also where a loop of the test is already running in this thread."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()  # type: ignore[arg-type]


def library_reference(value: object, is_suite_module: Callable[[str], bool]) -> Json:
    """``["T", module, name]`` for a class or function of the standard library, which the sandbox has too; else None."""
    if not isinstance(value, type) and not inspect.isroutine(value):
        return None
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if module is None and inspect.ismethoddescriptor(value):
        module = getattr(getattr(value, "__objclass__", None), "__module__", None)
    if type(module) is not str or type(name) is not str or is_suite_module(module) or "<" in name:
        return None
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return None
    found: object = builtins if module == "builtins" else sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return ["T", module, name] if found is value else None

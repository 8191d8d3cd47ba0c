"""Functions and objects of the test that the submission may use: offered by number, with the members they allow.

The sandbox can only name a number and one of the listed members. Public attributes of objects whose class the suite
defines, and of mocks, may be read by name too; names that begin with an underscore never.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import sys
import types
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from unittest import mock

from waymark_wire.plain import Json, Malformed

from waymark.errors import CannotCross
from waymark.offered_facts import SPECIALS, class_facts, function_facts, has_special, object_facts

if TYPE_CHECKING:
    from waymark_wire.encoding import Encoder

type Start = Callable[[Coroutine[Any, Any, object]], object]

_NEVER = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType, types.CellType)
_OPEN = (mock.NonCallableMock, types.SimpleNamespace)


class Offers:
    """What this grading has offered. Numbers are given once; offers made while a shared fixture runs outlive the test."""

    def __init__(self, is_suite_module: Callable[[str], bool]) -> None:
        self.is_suite_module = is_suite_module
        self.objects: list[object] = []
        self.numbers: dict[object, int] = {}
        self.methods: dict[int, frozenset[str]] = {}
        self.shared = 0

    def forget_worker(self) -> None:
        for key, number in list(self.numbers.items()):
            if number >= self.shared:
                del self.numbers[key]
                self.methods.pop(number, None)
        del self.objects[self.shared :]

    def keep_shared(self) -> None:
        self.shared = len(self.objects)

    def number(self, value: object) -> int:
        key = _key(value)
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.objects)
            self.objects.append(value)
        return number

    def offer(self, value: object, coder: Encoder) -> Json:
        """``["cb", number, facts]`` for a function, ``["oc", number, facts]`` for a class, ``["o", number, class, facts]``."""
        if isinstance(value, _NEVER):
            raise CannotCross(f"a {type(value).__name__} cannot be passed to the submission; use a probe")
        number = self.number(value)
        if isinstance(value, type):
            facts = class_facts(value, coder.encode)
            self.methods[number] = frozenset(facts["static"])  # type: ignore[arg-type]
            return ["oc", number, _flat(facts)]
        if not isinstance(value, mock.NonCallableMock) and (
            isinstance(value, functools.partial) or inspect.isroutine(value) or inspect.iscoroutinefunction(value)
        ):
            return ["cb", number, _flat(function_facts(value))]
        return self.offer_object(number, value, coder)

    def offer_object(self, number: int, value: object, coder: Encoder) -> Json:
        kind = type(value)
        facts = object_facts(value, is_open=self.is_open(value))
        self.methods[number] = frozenset(facts["methods"])  # type: ignore[arg-type]
        if self.is_suite_module(kind.__module__) and not isinstance(value, mock.NonCallableMock):
            return ["o", number, coder.encode(kind), []]
        return ["o", number, None, _flat(facts)]

    def taken_back(self, number: object) -> object:
        """The object offered under a number the sandbox sent."""
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Malformed("something that was never offered")
        return self.objects[number]

    def default(self, number: int, name: str) -> object:
        """The default value of an offered function's parameter, which the sandbox knows by name only."""
        function = self.taken_back(number)
        parameter = inspect.signature(function).parameters.get(name) if callable(function) else None
        if parameter is None:
            raise Malformed("a default of nothing")
        return parameter.default

    def use(
        self, number: object, member: Json, args: list[object], keywords: dict[str, object], start: Start
    ) -> object:
        """What the submission asked of an offered object. Raises whatever the object raises."""
        if type(member) is list and member[:1] == ["start"] and len(member) == 2:
            result = self.apply(number, member[1], args, keywords)
            return start(result) if inspect.iscoroutine(result) else start(_finished(result))
        result = self.apply(number, member, args, keywords)
        return _run(result) if inspect.iscoroutine(result) else result

    def apply(self, number: object, member: Json, args: list[object], keywords: dict[str, object]) -> object:
        target = self.taken_back(number)
        match member:
            case ["call"]:
                if not callable(target) or isinstance(target, BaseException):
                    raise Malformed("a call of something that cannot be called")
                return target(*args, **keywords)
            case ["special", str(name)] if name in SPECIALS and has_special(type(target), name):
                return _bound(target, name)(*args, **keywords)
            case ["method", str(name)] if name in self.methods.get(number, ()):  # type: ignore[call-overload]
                return getattr(target, name)(*args, **keywords)
            case ["get", str(name)] if self.readable(target, name):
                return getattr(target, name)
            case ["set", str(name)] if self.readable(target, name) and len(args) == 1 and not isinstance(target, type):
                setattr(target, name, args[0])
                return None
            case ["get" | "set", str(name)]:
                raise AttributeError(f"{type(target).__name__!r} object has no attribute {name!r}")
        raise Malformed("a use that was never offered")

    def is_open(self, target: object) -> bool:
        kind = target if isinstance(target, type) else type(target)
        return self.is_suite_module(kind.__module__) or isinstance(target, _OPEN)

    def readable(self, target: object, name: str) -> bool:
        return self.is_open(target) and name.isidentifier() and not name.startswith("_")


def _bound(target: object, name: str) -> Callable[..., object]:
    """A special method as Python finds it: on the class, bound by its own rules (a mock's takes no self)."""
    kind = type(target)
    member = next(vars(base)[name] for base in kind.__mro__ if name in vars(base))
    bind = getattr(type(member), "__get__", None)
    return member if bind is None else bind(member, target, kind)  # type: ignore[no-any-return]


def _key(value: object) -> object:
    """A bound method is a new object at each look: it is found again by what it is bound to."""
    if type(value) is types.MethodType:
        return "method", id(value.__self__), id(value.__func__)
    if type(value) is types.BuiltinMethodType and not isinstance(value.__self__, types.ModuleType | None):
        return "builtin", id(value.__self__), value.__name__
    return id(value)


def _flat(facts: dict[str, Json]) -> list[Json]:
    return [part for pair in facts.items() for part in pair]


async def _finished(result: object) -> object:
    return await result if inspect.isawaitable(result) else result


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

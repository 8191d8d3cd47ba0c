"""What leaves the judge: values of a test as our encoding, its functions and objects as offers."""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import pathlib
import re
import sys
import types
from typing import TYPE_CHECKING, Any

from waymark.errors import CannotCross
from waymark.mirrors import MirrorMethod, MirrorType
from waymark.offers import library_reference

if TYPE_CHECKING:
    from waymark_wire.encoding import Encoder
    from waymark_wire.plain import Json

    from waymark.crossing import Crossing


class Departures:
    def __init__(self, crossing: Crossing) -> None:
        self.crossing = crossing

    def other(self, coder: Encoder, value: object) -> Json:
        """What is no plain data of an exact type."""
        kind: Any = type(value)
        if kind is Library:
            return ["T", value.module, value.name]  # type: ignore[attr-defined]
        if isinstance(kind, MirrorType):
            return self.handle(coder, value)
        if kind is MirrorType:
            facts = type.__getattribute__(value, "__dict__").get("_wm_facts")
            if facts is None or facts.worker != self.crossing.worker:
                name = type.__getattribute__(value, "__name__")
                raise CannotCross(f"the class {name} belongs to an earlier test, whose sandbox worker is gone")
            return ["h", facts.handle]
        if kind is MirrorMethod:
            return self.other(coder, value._wm_fetch())  # type: ignore[attr-defined]
        crossed = getattr(kind, "_wm_encode", None)
        if crossed is not None:
            return crossed(value, coder)  # type: ignore[no-any-return]
        if isinstance(value, BaseException):
            handle = value.__dict__.get("_wm_handle")
            own = handle is not None and value.__dict__.get("_wm_worker") == self.crossing.worker
            return ["h", handle] if own else self.error(coder, value)
        reference = library_reference(value, self.crossing.is_suite_module)
        if reference is not None:
            return reference
        match value:
            case property():
                return ["pr", coder.encode(value.fget), coder.encode(value.fset), coder.encode(value.fdel)]
            case staticmethod():
                return ["sm", coder.encode(value.__func__)]
            case classmethod():
                return ["cm", coder.encode(value.__func__)]
            case re.Pattern():
                return ["re", coder.encode(value.pattern), value.flags]
            case types.ModuleType() if value.__name__.partition(".")[0] in sys.stdlib_module_names:
                return ["M", value.__name__]
        return self.subclass_value(coder, value) or self.crossing.offers.offer(value, coder)

    def subclass_value(self, coder: Encoder, value: object) -> Json:
        """An instance of a suite's or library's subclass of a plain immutable type, as the plain value."""
        kind = type(value)
        if hasattr(kind, "_member_map_"):
            return None  # an enum of the suite is an object
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return ["nt", kind.__name__, list(kind._fields), *(coder.encode(item) for item in value)]
        for base, plain in _PLAIN.items():
            if isinstance(value, base):
                return coder.encode(plain(value))  # type: ignore[operator]
        return None

    def handle(self, coder: Encoder, value: object) -> Json:
        own = object.__getattribute__(value, "__dict__")
        handle, worker = own.get("_wm_handle"), own.get("_wm_worker")
        if worker in (self.crossing.worker, 0):
            return ["h", handle]
        if isinstance(value, BaseException):
            return self.error(coder, value)
        raise CannotCross(
            f"this {type(value).__name__} object belongs to an earlier test, whose sandbox worker is gone"
        )

    def error(self, coder: Encoder, error: BaseException) -> Json:
        """``["xj", number, class, [args], [name, attribute ...], is an Exception]``: the original is kept here."""
        own = error.__dict__
        if own.get("_wm_handle") is not None and own.get("_wm_worker") == self.crossing.worker:
            return ["h", own["_wm_handle"]]
        number = self.crossing.offers.number(error)
        if not isinstance(error, Exception | GeneratorExit | SystemExit):
            return ["xj", number, None, [self.attempt(coder, error.args[:1])], [], False]
        attributes: list[Json] = []
        for name, value in list(own.items())[:20]:
            if not name.startswith(("__", "_wm_", "_pytest")):
                attributes += [name, self.attempt(coder, value)]
        return [
            "xj",
            number,
            self.error_class(coder, type(error)),
            [self.attempt(coder, a) for a in error.args[:20]],
            attributes,
            True,
        ]

    def error_class(self, coder: Encoder, kind: type) -> Json:
        if self.crossing.is_suite_module(kind.__module__):
            return coder.encode(kind)
        base = next(base for base in kind.__mro__ if base.__module__.partition(".")[0] in sys.stdlib_module_names)
        return ["T", base.__module__, base.__qualname__]

    def attempt(self, coder: Encoder, value: object) -> Json:
        links = self.crossing.links
        place = len(links.added)
        try:
            return coder.encode(value)
        except Exception:
            links.take_back(place)
            return f"<{type(value).__name__}>"


class Library:
    """A function of the standard library, to be used in the sandbox."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name


class Encoded:
    """An argument that is encoded already."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value

    def _wm_encode(self, _: Encoder) -> Json:
        return self.value


_PLAIN: dict[type, object] = {
    int: int.__int__,
    str: str.__str__,
    float: float.__float__,
    bytes: lambda value: bytes(memoryview(value)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dt.datetime: lambda v: dt.datetime(
        v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, v.tzinfo, fold=v.fold
    ),
    dt.date: lambda v: dt.date(v.year, v.month, v.day),
    dt.timedelta: lambda v: dt.timedelta(v.days, v.seconds, v.microseconds),
    decimal.Decimal: lambda v: decimal.Decimal(str(v)),
    fractions.Fraction: lambda v: fractions.Fraction(v.numerator, v.denominator),
    pathlib.PosixPath: lambda v: pathlib.PosixPath(str(v)),
}
"""How to get the plain value out of an instance of a subclass; datetime before date, which it derives from."""

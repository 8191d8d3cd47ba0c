"""What arrives in the judge: the sandbox's values, objects and exceptions, built by exact shape."""

from __future__ import annotations

import functools
import operator
import types
import typing
import weakref
from typing import TYPE_CHECKING, Any

from waymark_wire.plain import Json, Malformed

from waymark.errors import SubmissionRaised
from waymark.failures import acceptable, revive, set_attributes
from waymark.known import BUILTIN_TYPES

if TYPE_CHECKING:
    from waymark_wire.decoding import Decoder

    from waymark.crossing import Crossing

MAX_TEXT = 4200


class Arrivals:
    def __init__(self, crossing: Crossing) -> None:
        self.crossing = crossing
        self.objects: weakref.WeakValueDictionary[int, object] = weakref.WeakValueDictionary()
        self.kept: dict[int, object] = {}
        self.received: dict[int, int] = {}
        self.errors: dict[int, BaseException] = {}

    def other(self, coder: Decoder, value: list[Json]) -> object:
        match value:
            case ["h", int(handle), int(number)]:
                return self.mirror(handle, self.crossing.classes.of_instance(number))
            case ["hv", int(handle), int(number), plain]:
                return self.valued(handle, self.crossing.classes.of_instance(number), coder.decode(plain))
            case ["k", reference]:
                return self.class_of(reference)
            case ["M", str(name), int()]:
                return self.crossing.module_mirror(name)
            case ["cb", int(number)]:
                return self.crossing.offers.taken_back(number)
            case ["mp", mapping]:
                content = coder.decode(mapping)
                if type(content) is not dict:
                    raise Malformed("not a mapping")
                return types.MappingProxyType(content)
            case ["tu" | "tU" | "tg" | "tl" as tag, *parts] if parts:
                return type_expression(tag, [coder.decode(part) for part in parts])
            case ["hd", int(number), str(name)]:
                return self.crossing.offers.default(number, name)
            case ["xj", int(number), [*frames], [*attributes], [*notes]]:
                return self.own_error(coder, number, frames, attributes, notes)
            case ["x", int(handle), *described]:
                found = self.errors.get(handle)
                return self.exception(coder, handle, described) if found is None else found
        raise Malformed(f"an unknown value {str(value)[:80]}")

    def mirror(self, handle: int, kind: type) -> object:
        found = self.known(handle)
        if found is None or type(found) is not kind:
            found = object.__new__(kind)
            self.name(found, handle)
        self.count(handle, found)
        return found

    def known(self, handle: int) -> object:
        # Not ``or``: the truth of a mirror is asked for in the sandbox.
        found = self.objects.get(handle)
        return self.kept.get(handle) if found is None else found

    def valued(self, handle: int, kind: type, plain: object) -> object:
        """An instance of a subclass of int, str ...: a mirror that is such a value itself, so it compares here."""
        core: Any = kind._wm_facts.core  # type: ignore[attr-defined]
        if core is None or type(plain) is not core:
            raise Malformed("a value of another type than its class")
        found = self.known(handle)
        if found is None or type(found) is not kind or not core.__eq__(found, plain):
            found = core.__new__(kind, plain)  # type: ignore[call-arg]
            self.name(found, handle)
        self.count(handle, found)
        return found

    def name(self, mirror: object, handle: int) -> None:
        object.__setattr__(mirror, "_wm_handle", handle)
        object.__setattr__(mirror, "_wm_worker", 0 if self.crossing.shared_phase else self.crossing.worker)
        try:
            self.objects[handle] = mirror
        except TypeError:
            # Values of variable size, as int and tuple are, cannot be referred to weakly.
            self.kept[handle] = mirror

    def count(self, handle: int, mirror: object) -> None:
        if self.crossing.shared_phase:
            self.kept[handle] = mirror
        self.received[handle] = self.received.get(handle, 0) + 1

    def exception(self, coder: Decoder, handle: int, described: list[Json]) -> BaseException:
        match described:
            case [kind, [*args], said, [*attributes], [*frames], cause, context, bool(hidden), [*notes]]:
                pass
            case _:
                raise Malformed("a damaged exception")
        original = self.class_of(kind)
        if not issubclass(original, BaseException):
            raise Malformed("an exception whose class is none")
        made_of = acceptable(original, running=not self.crossing.shared_phase)
        decoded = [coder.decode(argument) for argument in args]
        if made_of is SubmissionRaised:
            error: BaseException = SubmissionRaised(f"{original.__name__}: {text(said, MAX_TEXT)}")
        else:
            error = revive(made_of, decoded)
        self.errors[handle] = error
        own = error.__dict__
        own["_wm_text"], own["_wm_handle"], own["_wm_worker"] = text(said, MAX_TEXT), handle, self.crossing.worker
        own["_wm_frames"] = [checked_frame(frame) for frame in frames[:40]]
        set_attributes(error, attributes, coder.decode)
        for note in notes[:10]:
            error.add_note(text(note, MAX_TEXT))
        for slot, chained in (("__context__", context), ("__cause__", cause)):
            if chained is not None:
                other = coder.decode(chained)
                if isinstance(other, BaseException):
                    setattr(error, slot, other)
        error.__suppress_context__ = hidden
        return error

    def own_error(
        self, coder: Decoder, number: int, frames: list[Json], attributes: list[Json], notes: list[Json]
    ) -> BaseException:
        """An exception of the test that comes back, with what the submission did to it."""
        error = self.crossing.offers.taken_back(number)
        if not isinstance(error, BaseException):
            raise Malformed("an exception that was never sent")
        if frames and "_wm_frames" not in error.__dict__:
            error.__dict__["_wm_frames"] = [checked_frame(frame) for frame in frames[:40]]
        set_attributes(error, attributes, coder.decode)
        for note in notes[:10]:
            if note not in getattr(error, "__notes__", ()):
                error.add_note(text(note, MAX_TEXT))
        return error

    def class_of(self, reference: Json) -> type:
        match reference:
            case int(number):
                return self.crossing.classes.by_number(number)
            case ["T", "builtins", str(name)] if name in BUILTIN_TYPES:
                return BUILTIN_TYPES[name]
            case ["cb", int(number)]:
                own = self.crossing.offers.taken_back(number)
                if isinstance(own, type):
                    return own
        raise Malformed("an unknown class")

    def forget_worker(self) -> None:
        self.objects = weakref.WeakValueDictionary()
        self.kept = {handle: kept for handle, kept in self.kept.items() if kept._wm_worker == 0}  # type: ignore[attr-defined]
        self.received.clear()
        self.errors.clear()


def type_expression(tag: str, parts: list[object]) -> object:
    """``int | None``, ``list[str]``, ``Literal["r"]``, made of built-in types only."""
    for part in parts:
        if type(part) is not type and type(part) not in _IN_EXPRESSIONS:
            raise Malformed("a type of something that is none")
    match tag:
        case "tu":
            return functools.reduce(operator.or_, parts)
        case "tU":
            return typing.Union[tuple(parts)]  # noqa: UP007  made from parts
        case "tl":
            return typing.Literal[tuple(parts)]
    if parts[0] not in (list, dict, set, tuple, frozenset, type):
        raise Malformed("a generic type that is none")
    return types.GenericAlias(parts[0], tuple(parts[1:]))


_IN_EXPRESSIONS = (
    *(str, int, bool, bytes, type(None), type(...), types.UnionType, types.GenericAlias),
    *(type(typing.Optional[int]), type(typing.Literal[1])),  # noqa: UP045  typing's own kinds
)


def text(value: object, limit: int) -> str:
    if type(value) is not str:
        raise Malformed("text was expected")
    return value[:limit]


def listed(value: object) -> list[Json]:
    if value is None:
        return []
    if type(value) is not list:
        raise Malformed("a list was expected")
    return value


def checked_frame(frame: Json) -> tuple[str, int, str, str]:
    match frame:
        case [str(file), int(line), str(function), str(source)]:
            return file[:300], line, function[:200], source[:300]
    raise Malformed("a damaged frame")

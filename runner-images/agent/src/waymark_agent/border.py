"""What crosses between the worker and the judge: values, exceptions, linked containers, printed text, as one message's parts."""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
import types
from typing import TYPE_CHECKING, Any

from waymark_wire.decoding import Decoder
from waymark_wire.encoding import Encoder, learn
from waymark_wire.frames import dumps
from waymark_wire.links import Links
from waymark_wire.plain import Json, Malformed, Unsendable

from waymark_agent.failures import attributes_of, describe_exception, frames, notes_of
from waymark_agent.objects import Objects
from waymark_agent.standins import Default, Standins
from waymark_agent.values import EXACT, core_of, is_plain_named_tuple, plain_mapping, type_expression

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from waymark_agent.standins import AskJudge

MAX_BODY = (1 << 20) - 4096


class JudgeInterrupt(BaseException):
    """The test's own function ended the test (a failed assertion, a skip): nothing here may handle it as an error."""


class Border:
    def __init__(self, ask: AskJudge, ask_waiting: Callable[..., Awaitable[object]], folder: str) -> None:
        self.folder = folder
        self.standins = Standins(ask, ask_waiting, self.decode)
        self.objects = Objects(self.standins.number_of)
        self.links = Links(1)
        self.judge_errors: dict[int, int] = {}
        self.kept_errors: list[BaseException] = []
        self.said_classes: list[Json] = []
        self.reporters: list[Callable[[dict[str, Json]], None]] = []
        """Each adds to an answer what has happened since the last one: text printed, records logged, files changed ..."""

    # Messages

    def take(self, message: dict[str, object]) -> None:
        """What a message brings besides its values. ``release`` follows when the values are decoded."""
        match message.get("phase"):
            case [int(base), [*kept]]:
                self.objects.next_handle = base
                self.links.next = base + 1
                self.links.keep(kept)  # type: ignore[arg-type]
        self.links.apply(message.get("m", []), lambda: Decoder(self.decode_other, self.links))  # type: ignore[arg-type]

    def release(self, message: dict[str, object]) -> None:
        """What the judge needs no longer; its message may have spoken of it a last time."""
        self.links.forget(message.get("d", []))  # type: ignore[arg-type]
        for number, count in message.get("free", ()):  # type: ignore[attr-defined]
            self.objects.release(number, count)

    def finish(self, parts: Callable[[], dict[str, Json]]) -> bytes:
        """One answer's body; ``parts`` encodes its values. Raises Unsendable when one of them cannot cross."""
        learn(sys.modules)
        changed, commit = self.links.changes(self.encoder)
        try:
            answer = parts()
        except BaseException:
            self.links.take_back()
            raise
        commit()
        if changed:
            answer["m"] = changed
        unused = self.links.drops()
        if unused:
            answer["d"] = unused
        classes = self.said_classes = self.objects.take_new_classes()
        if classes:
            answer["c"] = classes
        for report in self.reporters:
            report(answer)
        body = dumps(answer)
        if len(body) > MAX_BODY:
            # What it brought is unknown to the judge now, so no later message may build on it.
            self.links.keep(())
            return dumps(
                {
                    "why": f"the answer takes {len(body):,} bytes, at most {MAX_BODY:,} can cross",
                    "c": classes,
                    "unlink": True,
                }
            )
        return body

    # Encoding

    def encoder(self) -> Encoder:
        return Encoder(self.encode_other, self.links)

    def encode(self, value: object) -> Json:
        return self.encoder().encode(value)

    def attempt(self, value: object) -> Json:
        """The value, or a text that says why it is missing."""
        place = len(self.links.added)
        try:
            return self.encode(value)
        except Unsendable as reason:
            self.links.take_back(place)
            return f"<{type(value).__name__} left out: {reason}>"

    def encode_other(self, coder: Encoder, value: object) -> Json:
        number = self.standins.number_of(value)
        if number is not None:
            return ["cb", number]
        if isinstance(value, BaseException):
            return self.error(value)
        if isinstance(value, type):
            return ["k", self.objects.class_reference(value)]
        if isinstance(value, types.ModuleType):
            return ["M", value.__name__, self.objects.handle(value)]
        kind: type[Any] = type(value)
        if kind is Default:
            return ["hd", value.number, value.name]  # type: ignore[attr-defined]
        expression = type_expression(value)
        if expression is not None:
            tag, *parts = expression
            return [str(tag), *map(coder.encode, parts)]
        if kind is types.MappingProxyType:
            copied = plain_mapping(value)
            if copied is not None:
                return ["mp", coder.encode(copied)]
        if kind.__bases__ == (tuple,) and is_plain_named_tuple(kind):
            items = [coder.encode(item) for item in EXACT[tuple](value)]  # type: ignore[attr-defined]
            return ["nt", kind.__name__, list(kind._fields), *items]
        core = core_of(kind)
        if core in EXACT:
            return ["hv", self.objects.handle(value), self.objects.class_number(kind), coder.encode(EXACT[core](value))]
        return ["h", self.objects.handle(value), self.objects.class_number(kind)]

    def error(self, error: BaseException) -> Json:
        """An exception: one of the test's as its number there, another described."""
        number = self.judge_errors.get(id(error))
        if number is None:
            return describe_exception(error, self)
        return ["xj", number, list(frames(error, self.folder)), attributes_of(error, self), notes_of(error)]

    # Decoding

    def decode(self, value: Json) -> object:
        return Decoder(self.decode_other, self.links).decode(value)

    def decode_other(self, coder: Decoder, value: list[Json]) -> object:
        match value:
            case ["h", int(number)]:
                try:
                    return self.objects.by_handle[number]
                except KeyError:
                    raise Malformed("a handle of nothing") from None
            case ["M", str(name)]:
                return importlib.import_module(name)
            case ["T", str(module), str(name)]:
                target: object = importlib.import_module(module)
                for part in name.split("."):
                    target = getattr(target, part)
                return target
            case ["cb", int(), *_] | ["o", int(), *_] | ["oc", int(), *_]:
                return self.standins.make(value)
            case ["re", pattern, int(flags)]:
                return re.compile(coder.decode(pattern), flags)  # type: ignore[call-overload]
            case ["sub", str(name), [*bases], [*members], [*keywords]]:
                return self.subclass(coder, name, bases, members, keywords)
            case ["pr", getter, setter, deleter]:
                return property(coder.decode(getter), coder.decode(setter), coder.decode(deleter))  # type: ignore[arg-type]
            case ["sm", function]:
                return staticmethod(coder.decode(function))  # type: ignore[arg-type]
            case ["cm", function]:
                return classmethod(coder.decode(function))  # type: ignore[arg-type]
            case ["xj", int(number), *described]:
                found = self.standins.by_number.get(number)
                return found if isinstance(found, BaseException) else self.judge_error(coder, number, described)
        raise Malformed(f"an unknown tag {value[0]!r}")

    def subclass(self, coder: Decoder, name: str, bases: list[Json], members: list[Json], keywords: list[Json]) -> type:
        """A class of the test that derives from the submission's: its methods are stand-ins for the test's."""
        namespace = {str(key): coder.decode(value) for key, value in zip(members[::2], members[1::2], strict=True)}
        given = {str(key): coder.decode(value) for key, value in zip(keywords[::2], keywords[1::2], strict=True)}
        parents = tuple(coder.decode(base) for base in bases)
        return types.new_class(name, parents, given, lambda body: body.update(namespace))

    def judge_error(self, coder: Decoder, number: int, described: list[Json]) -> BaseException:
        match described:
            case [kind, [*args], [*attributes], bool(is_exception)]:
                pass
            case _:
                raise Malformed("a damaged exception")
        decoded = [coder.decode(argument) for argument in args]
        made: BaseException
        made = revive(coder.decode(kind), decoded) if is_exception else JudgeInterrupt(*decoded)
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            try:
                setattr(made, str(name), coder.decode(value))
            except (AttributeError, TypeError):
                continue
        made.__dict__["_wm_number"] = number
        self.standins.by_number[number] = made
        self.judge_errors[id(made)] = number
        self.kept_errors.append(made)
        return made


def revive(kind: object, args: list[object]) -> BaseException:
    """An exception of the test with these arguments, without running its ``__init__`` again."""
    if not isinstance(kind, type) or not issubclass(kind, BaseException):
        raise Malformed("an exception whose class is none")
    builtin = next(base for base in kind.__mro__ if base.__module__ == "builtins")
    made: BaseException = builtin.__new__(kind, *args)  # type: ignore[arg-type, assignment]
    with contextlib.suppress(TypeError, ValueError):
        builtin.__init__(made, *args)  # type: ignore[misc]
    made.args = tuple(args)
    return made

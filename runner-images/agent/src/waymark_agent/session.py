"""A worker's conversation with the judge: decodes requests, carries them out, encodes what came of them."""

from __future__ import annotations

import builtins
import importlib
import random
import sys
import threading
import types
from collections.abc import Callable
from typing import TYPE_CHECKING

from waymark_agent.failures import describe_exception, frames
from waymark_agent.loading import describe_modules, load_modules
from waymark_agent.objects import Objects
from waymark_agent.operators import OPERATORS
from waymark_agent.probes import run_probe
from waymark_agent.signatures import describe_signature
from waymark_agent.standins import Standins
from waymark_agent.streams import Echo
from waymark_wire.frames import dumps
from waymark_wire.plain import Decoder, Encoder, Json, Malformed, Unsendable, learn

if TYPE_CHECKING:
    from waymark_agent.worker import Channel

INPUT = -1
"""The stand-in number under which the judge answers ``input()``."""


class JudgeInterrupt(BaseException):
    """The test's own function ended the test (a failed assertion, a skip): nothing here may handle it as an error."""


class Session:
    def __init__(self, channel: Channel, folder: str) -> None:
        self.channel = channel
        self.folder = folder
        self.objects = Objects()
        self.standins = Standins(self.ask_judge)
        self.known: list[object] = []
        self.snapshots: list[object] = []
        self.judge_errors: dict[int, int] = {}
        self.kept_errors: list[BaseException] = []
        self.loop: object = None
        # Held by whoever may talk to the judge: a thread of the submission has to wait its turn.
        self.line = threading.RLock()
        self.answering = threading.Condition(self.line)
        self.asked = False

    def serve(self) -> None:
        self.set_up()
        while True:
            message = self.channel.receive()
            with self.line:
                self.asked = True
                self.answering.notify_all()
            answer = self.answer(message)
            with self.line:
                self.asked = False
                self.channel.send(*answer)

    def set_up(self) -> None:
        sys.stdout, sys.stderr = Echo(1), Echo(2)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.path.insert(0, self.folder)
        sys.dont_write_bytecode = True
        sys.argv = [""]
        sys.modules["__main__"] = types.ModuleType("__main__")
        builtins.input = self.read_input
        random.seed(0)

    def answer(self, message: dict[str, object]) -> tuple[str, bytes]:
        """Carry one request out. Whatever the submission raises is an answer too."""
        outer = self.known, self.snapshots
        self.known, self.snapshots = [], []
        try:
            for number, count in message.get("free", ()):  # type: ignore[attr-defined]
                self.objects.release(number, count)
            return "v", self.pack(self.carry_out(message))
        except Unsendable as reason:
            return "u", self.finish({"why": str(reason)})
        except ImportFailed as failed:
            return "i", self.finish({"x": self.exception(failed.error), "module": failed.module})
        except JudgeInterrupt as interrupt:
            return "r", self.finish({"x": self.exception(interrupt)})
        except BaseException as error:
            return "r", self.pack_error(error)
        finally:
            self.known, self.snapshots = outer

    def carry_out(self, message: dict[str, object]) -> object:
        """The result of one request; ``Raw`` where it is already encoded."""
        operation = message["op"]
        if operation == "begin":
            return self.begin(message)
        decoder = Decoder(self.decode_other)
        arguments = [decoder.decode(value) for value in message.get("a", ())]  # type: ignore[attr-defined]
        keywords = {name: decoder.decode(value) for name, value in message.get("k", ())}  # type: ignore[attr-defined]
        self.known = decoder.numbered
        self.snapshots = [snapshot(container) for container in self.known]
        return self.operate(operation, message, arguments, keywords)

    def operate(self, operation: object, message: dict[str, object], arguments: list[object], keywords: dict[str, object]) -> object:
        match operation:
            case "call":
                return arguments[0](*arguments[1:], **keywords)  # type: ignore[operator]
            case "method":
                return getattr(arguments[0], str(message["n"]))(*arguments[1:], **keywords)
            case "get":
                return getattr(arguments[0], str(message["n"]))
            case "set":
                return setattr(arguments[0], str(message["n"]), arguments[1])
            case "del":
                return delattr(arguments[0], str(message["n"]))
            case "do":
                return self.do(str(message["f"]), arguments)
            case "await":
                return self.run_to_end(arguments[0])
            case "probe":
                return run_probe(message, arguments, keywords, self.run_to_end)
            case "value":
                return arguments[0]
            case "signature":
                return Raw(describe_signature(arguments[0], self.encode_one))
            case "seed":
                return random.seed(*arguments)  # type: ignore[arg-type, func-returns-value]
            case "patch":
                return self.patch(str(message["m"]), str(message["n"]), arguments)
        raise Malformed(f"an unknown request: {operation!r}")

    def do(self, name: str, arguments: list[object]) -> object:
        result = OPERATORS[name](*arguments)
        if name in ("__aenter__", "__aexit__", "__anext__"):
            return self.run_to_end(result)
        return result

    def begin(self, message: dict[str, object]) -> object:
        wanted: dict[str, list[str]] = message["modules"]  # type: ignore[assignment]
        for module, error in load_modules(wanted):
            raise ImportFailed(module, error)
        described = describe_modules(wanted, self.encode_value)
        # What shared fixtures did for an earlier test is done again here, in the same order, so that the judge's handles
        # of then mean the same objects now. Results are encoded for their side effect: handles are numbered alike.
        for request in message.get("replay", ()):  # type: ignore[attr-defined]
            self.answer(dict(request))
        return Raw(described)

    def run_to_end(self, awaitable: object) -> object:
        """Await in the worker's own event loop, which lives as long as the test."""
        import asyncio

        if self.loop is None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)  # type: ignore[arg-type]

        async def waiting() -> object:
            return await awaitable  # type: ignore[misc]

        return self.loop.run_until_complete(waiting())  # type: ignore[attr-defined]

    def patch(self, module: str, name: str, arguments: list[object]) -> None:
        """The test replaced an attribute of a library module; do the same here, as if we were one process."""
        target = importlib.import_module(module)
        for part in name.split(".")[:-1]:
            target = getattr(target, part)
        last = name.split(".")[-1]
        if arguments:
            _ORIGINALS.setdefault((module, name), getattr(target, last, _MISSING))
            setattr(target, last, arguments[0])
        else:
            original = _ORIGINALS.pop((module, name), _MISSING)
            delattr(target, last) if original is _MISSING else setattr(target, last, original)

    def read_input(self, prompt: object = "", /) -> str:
        text = str(prompt)
        sys.stdout.write(text)
        answer = self.ask_judge(INPUT, ["call"], (text,), {})
        if type(answer) is not str:
            raise EOFError("EOF when reading a line")
        return answer

    def ask_judge(self, number: int, member: list[Json], args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Have the judge call something of the test, and serve the requests that come meanwhile."""
        with self.line:
            while not self.asked:
                self.answering.wait()
            call: dict[str, Json] = {
                "k": number,
                "x": member,
                "a": [self.encode_value(value) for value in args],
                "w": [[name, self.encode_value(value)] for name, value in kwargs.items()],
            }
            self.channel.send("c", self.finish(call))
            while True:
                message = self.channel.receive()
                operation = message["op"]
                if operation == "resume":
                    return Decoder(self.decode_other).decode(message["v"])  # type: ignore[arg-type]
                if operation == "throw":
                    error = Decoder(self.decode_other).decode(message["v"])  # type: ignore[arg-type]
                    raise error  # type: ignore[misc]
                self.channel.send(*self.answer(message))

    # Encoding

    def pack(self, result: object) -> bytes:
        value = result.value if isinstance(result, Raw) else self.encode_value(result)
        return self.finish({"v": value})

    def pack_error(self, error: BaseException) -> bytes:
        number = self.judge_errors.get(id(error))
        described: Json = ["xj", number, list(frames(error, self.folder))] if number is not None else self.exception(error)
        return self.finish({"x": described})

    def finish(self, answer: dict[str, Json]) -> bytes:
        changed = self.changes()
        if changed:
            answer["m"] = changed
        classes = self.objects.take_new_classes()
        if classes:
            answer["c"] = classes
        for key, stream in (("o", sys.stdout), ("e", sys.stderr)):
            if isinstance(stream, Echo):
                text = stream.take()
                if text:
                    answer[key] = text
        body = dumps(answer)
        if len(body) > MAX_BODY:
            return dumps({"why": f"the answer takes {len(body):,} bytes, at most {MAX_BODY:,} can cross"})
        return body

    def changes(self) -> list[Json]:
        """Containers the judge passed that the submission has changed since, each as [number, new content]."""
        changed: list[Json] = []
        for number, (container, before) in enumerate(zip(self.known, self.snapshots, strict=True)):
            if not same(container, before):
                self.snapshots[number] = snapshot(container)
                learn(sys.modules)
                others = {id(other): index for index, other in enumerate(self.known) if other is not container}
                changed.append([number, Encoder(self.encode_other, others).encode(container)])
        return changed

    def encode_value(self, value: object) -> Json:
        learn(sys.modules)
        return Encoder(self.encode_other, {id(container): number for number, container in enumerate(self.known)}).encode(value)

    def encode_one(self, value: object) -> Json:
        try:
            return self.encode_value(value)
        except Unsendable:
            return ["l"]

    def encode_other(self, value: object) -> Json:
        number = self.standins.number_of(value)
        if number is not None:
            return ["cb", number]
        if isinstance(value, BaseException):
            number = self.judge_errors.get(id(value))
            return ["xj", number, []] if number is not None else self.exception(value)
        if isinstance(value, type):
            return ["k", self.objects.class_reference(value)]
        if isinstance(value, types.ModuleType):
            return ["M", value.__name__, self.objects.handle(value)]
        kind = type(value)
        if kind.__bases__ == (tuple,) and is_plain_named_tuple(kind):
            return [
                "nt",
                kind.__name__,
                list(kind._fields),  # type: ignore[attr-defined]
                *(self.encode_value(item) for item in tuple.__iter__(value)),  # type: ignore[arg-type]
            ]
        return ["h", self.objects.handle(value), self.objects.class_number(kind)]

    def exception(self, error: BaseException) -> Json:
        return describe_exception(error, self.objects.handle, self.objects.class_reference, self.encode_value, self.folder)

    # Decoding

    def decode_other(self, value: list[Json]) -> object:
        match value:
            case ["h", int(number)]:
                try:
                    return self.objects.by_handle[number]
                except KeyError:
                    raise Malformed("a handle of nothing") from None
            case ["M", str(name)]:
                return importlib.import_module(name)
            case ["N", str(module), str(name)]:
                return getattr(importlib.import_module(module), name)
            case ["sub", str(name), str(module), [*bases], [*members]]:
                return self.subclass(name, module, bases, members)
            case ["pr", getter, setter, deleter]:
                decode = Decoder(self.decode_other).decode
                return property(decode(getter), decode(setter), decode(deleter))  # type: ignore[arg-type]
            case ["sm", function]:
                return staticmethod(Decoder(self.decode_other).decode(function))  # type: ignore[arg-type]
            case ["cm", function]:
                return classmethod(Decoder(self.decode_other).decode(function))  # type: ignore[arg-type]
            case ["T", str(module), str(name)]:
                target: object = importlib.import_module(module)
                for part in name.split("."):
                    target = getattr(target, part)
                return target
            case ["cb", int(), *_] | ["o", int(), *_]:
                return self.standins.make(value)
            case ["xj", int(number), str(name), [str(module), str(base)], [*args], bool(is_exception)]:
                return self.judge_error(number, name, module, base, args, is_exception)
        raise Malformed(f"an unknown tag {value[0]!r}")

    def subclass(self, name: str, module: str, bases: list[Json], members: list[Json]) -> type:
        """A class of the test that derives from the submission's: its methods are stand-ins for the test's."""
        decode = Decoder(self.decode_other).decode
        namespace = {str(key): decode(value) for key, value in zip(members[::2], members[1::2], strict=True)}
        return types.new_class(
            name, tuple(decode(base) for base in bases), {}, lambda body: body.update(namespace | {"__module__": module})
        )

    def judge_error(self, number: int, name: str, module: str, base: str, args: list[Json], is_exception: bool) -> BaseException:
        decoded = [Decoder(self.decode_other).decode(argument) for argument in args]
        made: BaseException
        if not is_exception:
            made = JudgeInterrupt(*decoded)
        else:
            kind = getattr(importlib.import_module(module), base)
            if name != base:
                kind = self.standins.by_number.setdefault(-number - 1000, type(name, (kind,), {}))  # type: ignore[assignment]
            try:
                made = kind(*decoded)
            except Exception:
                made = kind.__new__(kind, *decoded)
        self.judge_errors[id(made)] = number
        self.kept_errors.append(made)
        return made


class Raw:
    """A result that is encoded already."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value


class ImportFailed(Exception):
    """A module of the submission raised while it was imported."""

    def __init__(self, module: str, error: BaseException) -> None:
        super().__init__(module)
        self.module = module
        self.error = error


MAX_BODY = (1 << 20) - 4096
_MISSING = object()
_ORIGINALS: dict[tuple[str, str], object] = {}


def snapshot(container: object) -> object:
    """A shallow copy to compare with later: items by identity."""
    return list(dict.items(container)) if isinstance(container, dict) else bytes(container) if type(container) is bytearray else list(container)  # type: ignore[call-overload]


def same(container: object, before: object) -> bool:
    if type(container) is bytearray:
        return bytes(container) == before
    if isinstance(container, dict):
        old: list[tuple[object, object]] = before  # type: ignore[assignment]
        return len(container) == len(old) and all(
            key is old_key and value is old_value
            for (key, value), (old_key, old_value) in zip(dict.items(container), old, strict=False)
        )
    listed = list(container)  # type: ignore[call-overload]
    return len(listed) == len(before) and all(map(_is, listed, before))  # type: ignore[arg-type]


_is: Callable[[object, object], bool] = __import__("operator").is_


def is_plain_named_tuple(kind: type) -> bool:
    """A namedtuple or NamedTuple that keeps tuple's own comparison, so that crossing by value does not change it."""
    fields = kind.__dict__.get("_fields")
    return (
        type(fields) is tuple
        and all(type(field) is str for field in fields)
        and not {"__eq__", "__ne__", "__lt__", "__iter__", "__getitem__", "__len__", "__hash__", "__contains__"} & kind.__dict__.keys()
        and set(kind.__dict__) <= _NAMED_TUPLE_MEMBERS | set(fields)
    )


_NAMED_TUPLE_MEMBERS = {
    *("__module__ __doc__ __slots__ _fields _field_defaults __new__ _make _replace __replace__ __repr__ _asdict").split(),
    *("__getnewargs__ __match_args__ __annotations__ __orig_bases__ __annotate__ __annotate_func__ __static_attributes__").split(),
    *("__firstlineno__ __annotations_cache__ __classdict__ __qualname__ __dict__ __weakref__").split(),
}

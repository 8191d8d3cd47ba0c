"""Everything that crosses between a suite and the submission in one grading: what mirrors ask for, and each message's parts."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import sys
import types
from typing import TYPE_CHECKING, Any

from waymark_wire.decoding import Decoder
from waymark_wire.encoding import Encoder, learn
from waymark_wire.links import Links
from waymark_wire.plain import Json, Malformed, Unsendable

from waymark.arrivals import Arrivals, listed, text
from waymark.classes import Classes
from waymark.departures import Departures, Library
from waymark.errors import CannotCross, SubmissionGone
from waymark.mirrors import Mirror, MirrorType
from waymark.notices import Notices
from waymark.offers import Offers
from waymark.reading import CANCEL, INPUT, read_for

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from waymark.event_loop import Pump
    from waymark.kits.clock_loops import LoopClock
    from waymark.line import Line, Message, Request
    from waymark.shared_process import SharedProcess


_PLAIN = frozenset({"call", "method", "get", "set", "del", "do"})
"""What a test does without awaiting it. In an async test the submission then finds a running loop."""


class Crossing:
    """One grading's border. ``worker`` counts the workers: what belongs to an earlier one is recognised and refused."""

    def __init__(
        self,
        line: Line,
        is_suite_module: Callable[[str], bool],
        module_mirror: Callable[[str], object],
        shared: SharedProcess,
    ) -> None:
        self.line = line
        self.module_mirror = module_mirror
        self.is_suite_module = is_suite_module
        self.shared = shared
        self.offers = Offers(is_suite_module)
        self.links = Links(0)
        self.notices = Notices(self)
        self.classes = Classes(self)
        self.departures = Departures(self)
        self.arrivals = Arrivals(self)
        self.pump: Pump | None = None
        self.clock: LoopClock | None = None
        """In a test whose time is virtual."""
        self.worker = 0
        self.shared_phase = False
        self.shared_links: dict[int, object] = {}
        self.phases = 0
        self.phase_begins = False
        self.last_call: tuple[Request, list[object], dict[str, object]] | str | None = None

    # What mirrors ask for

    def call(self, target: object, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "call"}, [target, *args], keywords)

    def call_unbound(self, owner: object, name: str, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "method", "n": name}, [owner, *args], keywords)

    def method(self, target: object, name: str, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "method", "n": name}, [target, *args], keywords)

    def get(self, target: object, name: str) -> object:
        __tracebackhide__ = True
        return self.request({"op": "get", "n": name}, [target])

    def set(self, target: object, name: str, value: object) -> None:
        __tracebackhide__ = True
        self.request({"op": "set", "n": name}, [target, value])

    def delete(self, target: object, name: str) -> None:
        __tracebackhide__ = True
        self.request({"op": "del", "n": name}, [target])

    def do(self, name: str, *operands: object) -> object:
        __tracebackhide__ = True
        return self.request({"op": "do", "f": name}, list(operands))

    def operate(self, name: str, left: object, right: object, *more: object) -> object:
        """A binary operator. Another object of the test may know better, so it gets its turn when ours cannot be sent."""
        __tracebackhide__ = True
        try:
            return self.do(name, left, right, *more)
        except CannotCross:
            return NotImplemented

    def hash(self, target: object) -> int:
        __tracebackhide__ = True
        if type(target)._wm_facts.unhashable:  # type: ignore[attr-defined]
            raise TypeError(f"unhashable type: '{type(target).__name__}'")
        hashed = self.do("__hash__", target)
        if type(hashed) is not int:
            raise TypeError("__hash__ method should return an integer")
        return hashed

    def core(self, target: object) -> object:
        """A copy of the list, dict or set that an instance of the submission's subclass is; None for one that redefines it."""
        __tracebackhide__ = True
        return self.request({"op": "core"}, [target])

    def wait(self, target: object) -> object:
        """What an awaitable comes to, for a test without a running event loop."""
        __tracebackhide__ = True
        return self.request({"op": "await"}, [target])

    def library(self, module: str, name: str, *args: object, **keywords: object) -> object:
        """Call a function of the standard library in the sandbox."""
        __tracebackhide__ = True
        return self.request({"op": "call"}, [Library(module, name), *args], keywords)

    def wait_for_library(self, module: str, name: str, *args: object) -> object:
        """What an async function in the sandbox comes to; its event loop runs until then."""
        __tracebackhide__ = True
        return self.request({"op": "await", "f": "__call__"}, [Library(module, name), *args])

    def signature(self, target: object) -> inspect.Signature:
        __tracebackhide__ = True
        *described, (_, returned) = self.described(target)
        empty = inspect.Parameter.empty
        parameters = [
            inspect.Parameter(
                name,
                inspect._ParameterKind(kind),
                default=default if has else empty,
                annotation=annotation[0] if annotation else empty,
            )
            for name, kind, has, default, annotation in described
        ]
        return inspect.Signature(parameters, return_annotation=returned[0] if returned else empty)

    def described(self, target: object) -> Any:
        __tracebackhide__ = True
        return self.request({"op": "signature"}, [target])

    def request(self, message: Request, arguments: list[object], keywords: dict[str, object] | None = None) -> object:
        __tracebackhide__ = True
        worker = self.worker
        with self.line.lock:
            if worker != self.worker:
                raise SubmissionGone("the test that this belongs to is over")
            with self.sending(message):
                encode = self.encode
                message["a"] = [encode(argument) for argument in arguments]
                if keywords:
                    message["k"] = [[name, encode(value)] for name, value in keywords.items()]
            if message["op"] in ("call", "method"):
                self.last_call = message, arguments, keywords or {}
            if message["op"] in _PLAIN and asyncio._get_running_loop() is not None and not is_ours(arguments):
                message["inside"] = True
                if self.pump is not None:
                    # It may have begun a task.
                    self.pump.delay = 0.0
            return self.line.ask(message, self)

    @contextlib.contextmanager
    def sending(self, message: Request) -> Iterator[None]:
        """Around the encoding of a message's values: adds what else has to go with it."""
        __tracebackhide__ = True
        learn(sys.modules)
        if self.phase_begins:
            # Numbers given from here on come from a range of their own, so that they are the same when it is done again.
            self.phase_begins = False
            self.phases += 1
            self.links.keep(self.shared_links)
            message["phase"] = [self.phases * 1_000_000, sorted(self.shared_links)]
        changed, commit = self.links.changes(self.encoder)
        try:
            yield
        except Unsendable as reason:
            self.links.take_back()
            raise CannotCross(
                f"an argument cannot be passed to the submission: {reason}; use a probe to make it there"
            ) from None
        except BaseException:
            self.links.take_back()
            raise
        commit()
        if changed:
            message["m"] = changed
        unused = self.links.drops()
        if unused:
            message["d"] = unused
        self.shared.add_to(message)
        self.notices.add_to(message)

    # What the line hands over

    def result(self, body: Message) -> object:
        self.take(body)
        value = self.decode(body.get("v"))
        self.links.forget(body.get("d", []))
        return value

    def failure(self, body: Message) -> BaseException:
        self.take(body)
        if "why" in body:
            return CannotCross(
                f"what the submission returned cannot be compared here: {text(body['why'], 300)}. "
                "If the value is meant to be this large or this kind, a probe can look at it beside the submission."
            )
        error = self.decode(body.get("x"))
        self.links.forget(body.get("d", []))
        if not isinstance(error, BaseException):
            raise Malformed("an exception that is none")
        return error

    def called(self, body: Message) -> Callable[[], Request]:
        """What the submission calls, decoded; the function that is given runs it and says what came of it."""
        self.take(body)
        arguments, keywords = listed(body.get("a")), listed(body.get("w"))
        args = [self.decode(argument) for argument in arguments]
        named = {text(pair[0], 200): self.decode(pair[1]) for pair in keywords}  # type: ignore[index]
        self.links.forget(body.get("d", []))
        number, member = body.get("k"), body.get("x")
        return lambda: self.serve(number, member, args, named)

    def serve(self, number: Json, member: Json, args: list[object], named: dict[str, object]) -> Request:
        message: Request = {"op": "resume"}
        try:
            self.notices.issue()
            if number == INPUT:
                value: object = self.give_up(args) if member == [CANCEL] else read_for(member, args)
            else:
                value = self.offers.use(number, member, args, named, self.start)
            with self.sending(message):
                message["v"] = self.encode(value)
        except SubmissionGone:
            raise
        except Malformed as reason:
            raise self.line.give_up(f"a call that cannot be: {reason}") from reason
        except BaseException as error:
            message = {"op": "throw"}
            with self.sending(message):
                message["v"] = self.departures.error(self.encoder(), error)
        return message

    def start(self, coroutine: Coroutine[Any, Any, object]) -> object:
        """A coroutine of the test that the submission awaits, begun in the test's own event loop."""
        if self.pump is None:
            raise Malformed("a coroutine for nobody's event loop")
        return self.pump.begin(coroutine)

    def give_up(self, args: list[object]) -> object:
        """The sandbox no longer waits for a coroutine of the test."""
        if self.pump is not None:
            self.pump.cancel(args)
        return None

    def take(self, body: Message) -> None:
        """New classes, printed text and changed containers of an answer, before its value."""
        if body.get("unlink"):
            self.links.keep(())
        for facts in listed(body.get("c")):
            self.classes.learn(facts)
        for key, stream in (("o", "stdout"), ("e", "stderr")):
            if key in body:
                self.line.on_output(stream, text(body[key], 1 << 17))
        self.links.apply(body.get("m", []), lambda: Decoder(self.arrivals.other, self.links))
        self.shared.take(body)
        self.notices.take(body)

    # Encoding and decoding

    def encoder(self) -> Encoder:
        return Encoder(self.departures.other, self.links)

    def encode(self, value: object) -> Json:
        return Encoder(self.departures.other, self.links).encode(value)

    def decode(self, value: Json | None) -> object:
        return Decoder(self.arrivals.other, self.links).decode(value)

    # Objects' lives

    def forget(self, mirror: Mirror) -> None:
        """A mirror is garbage: the sandbox may drop its object."""
        if mirror._wm_worker == self.worker:
            count = self.arrivals.received.pop(mirror._wm_handle, 0)
            if count:
                self.line.released.append((mirror._wm_handle, count))

    def describe_last_call(self) -> str | None:
        """The submission's last call before a failure, as the suite wrote it: ``slugify('a  b')``."""
        if self.last_call is None or isinstance(self.last_call, str):
            return self.last_call
        message, arguments, keywords = self.last_call
        try:
            name = str(message["n"]) if message["op"] == "method" else name_of(arguments[0])
        except (Exception, SystemExit, SubmissionGone):
            # A function is asked for its name in the sandbox, where the submission answers.
            name = "the submission"
        shown = [short(argument) for argument in arguments[1:]] + [
            f"{key}={short(value)}" for key, value in keywords.items()
        ]
        return f"{name}({', '.join(shown)})"

    def begin_phase(self) -> None:
        """A shared fixture is set up: what is remembered of it must speak of nothing that only this test knows."""
        self.phase_begins = True

    def end_phase(self) -> None:
        """What was offered and linked so far belongs to a shared fixture, or came before it: it stays."""
        if self.phase_begins:
            self.phase_begins = False
            return
        self.offers.keep_shared()
        self.shared_links = {number: entry.container for number, entry in self.links.entries.items()}

    def forget_worker(self) -> None:
        """The worker is gone, and what belonged to it with it. The next one is told anew what shared fixtures passed."""
        self.worker += 1
        self.last_call = None
        self.pump = None
        self.links.keep(())
        self.offers.forget_worker()
        self.classes.forget_worker()
        self.arrivals.forget_worker()
        self.notices.forget()

    def relink(self) -> None:
        """The new worker has done again what shared fixtures did: the containers of then are linked again."""
        for number, container in self.shared_links.items():
            self.links.enter(number, container)


def is_ours(arguments: list[object]) -> bool:
    """Whether a function of a kit is called, and nothing of the submission."""
    target = arguments[0] if arguments else None
    return isinstance(target, Library) and target.module.startswith("waymark_agent.")


def name_of(target: object) -> str:
    if isinstance(target, MirrorType):
        return target.__name__
    if isinstance(target, Mirror):
        name = target.__name__ if type(target)._wm_facts.disguise is types.FunctionType else type(target).__name__
        return str(name)
    return "the submission"


def short(value: object) -> str:
    """A value as the suite would write it, without asking the sandbox."""
    if isinstance(type(value), MirrorType):
        return f"<{type(value).__name__}>"
    if not isinstance(value, None | bool | int | float | str | bytes | list | tuple | set | dict | frozenset):
        return f"<{type(value).__name__}>"
    try:
        shown = repr(value)
    except Exception:
        return f"<{type(value).__name__}>"
    return shown if len(shown) <= 120 else shown[:117] + "..."

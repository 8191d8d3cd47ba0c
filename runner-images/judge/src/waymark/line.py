"""The line to the sandbox: one request in flight, each answered once, callbacks served in between."""

from __future__ import annotations

import json
import secrets
import threading
from typing import TYPE_CHECKING, Protocol

from waymark_wire.frames import dumps, pack, read_frame, write_all
from waymark_wire.plain import Json, Malformed

from waymark.errors import ImportFailed, SubmissionGone

if TYPE_CHECKING:
    from collections.abc import Callable

type Request = dict[str, object]
"""What the judge says: JSON, with our encoding of values in it."""

type Message = dict[str, Json]
"""What the sandbox says."""


class Codec(Protocol):
    """Who turns messages into values and runs what the submission calls. See ``crossing.py``."""

    def result(self, body: Message) -> object: ...

    def failure(self, body: Message) -> BaseException: ...

    def called(self, body: Message) -> Callable[[], Request]: ...


class Line:
    """Requests to the test's worker. Thread-safe: a second thread waits until the first has its answer.

    What the sandbox sends is its own affair: whatever goes wrong while it is read ends the test, never the grading.
    """

    def __init__(self, fd: int, on_output: Callable[[str, str], None]) -> None:
        self.fd = fd
        self.on_output = on_output
        self.lock = threading.RLock()
        self.gone: str | None = None
        self.released: list[tuple[int, int]] = []
        self.requests = 0
        self.recorder: list[Request] | None = None
        self.before_sending: Callable[[bytes, Request], bool] = lambda data, message: False
        self.afterwards: Callable[[], None] = lambda: None

    def ask(self, message: Request, codec: Codec) -> object:
        """The worker's answer, decoded. Raises what the submission raised, or SubmissionGone."""
        __tracebackhide__ = True
        with self.lock:
            if self.recorder is not None:
                self.recorder.append(dict(message))
            kind, body = self.talk(message, codec)
            match kind:
                case "value":
                    result = self.believe(lambda: codec.result(body))
                    self.afterwards()
                    return result
                case "raise" | "unsendable":
                    error = self.believe(lambda: codec.failure(body))
                    self.afterwards()
                    raise error
                case "import-failed":
                    raise ImportFailed(body)
            raise self.give_up("an answer of no known kind")

    def talk(self, message: Request, codec: Codec, *, operation: str = "use") -> tuple[str, Message]:
        """Send a request and serve what the submission calls, until the answer comes."""
        while True:
            kind, body = self.exchange(message, operation=operation)
            if kind != "callback":
                return kind, body
            serve = self.believe(lambda: codec.called(body))  # noqa: B023  called at once
            message, operation = serve(), "use"

    def exchange(self, message: Request, *, operation: str = "use") -> tuple[str, Message]:
        """One frame there, one frame back."""
        if self.gone is not None:
            raise SubmissionGone(self.gone)
        if self.released:
            released, self.released = self.released, []
            message = message | {"free": [list(pair) for pair in released]}
        data = dumps(message)
        if self.before_sending(data, message):
            data = dumps(message)
        self.requests += 1
        identity = secrets.token_hex(8)
        write_all(self.fd, pack({"t": "ask", "id": identity, "op": operation}, data))
        header, raw = read_frame(self.fd)
        if header.get("t") == "gone":
            self.gone = str(header.get("why"))
            raise SubmissionGone(self.gone)
        if header.get("t") != "answer" or header.get("id") != identity:
            raise RuntimeError(f"the orchestrator answered {header!r}")
        return str(header.get("re")), self.believe(lambda: parse(raw))

    def order(self, what: Request) -> None:
        """Have the orchestrator do something with a service of this grading; returns when it is done."""
        with self.lock:
            write_all(self.fd, pack({"t": "service", "id": secrets.token_hex(8)}, dumps(what)))
            header, _ = read_frame(self.fd)
            if header.get("t") != "service-done":
                raise RuntimeError(f"the orchestrator answered {header!r}")

    def believe[T](self, read: Callable[[], T]) -> T:
        """Read something the sandbox sent."""
        try:
            return read()
        except Exception as error:
            raise self.give_up(f"something that cannot be read: {type(error).__name__}: {str(error)[:300]}") from error

    def give_up(self, what: str) -> SubmissionGone:
        """The sandbox does not keep to the rules; nothing more is asked of it in this test."""
        self.gone = f"the sandbox sent {what}"
        return SubmissionGone(self.gone)

    def finish(self, *, keep: bool = False) -> None:
        """The test is over: what its worker printed and used is reported. Its worker ends, unless the next test needs it."""
        with self.lock:
            if not keep:
                self.gone = None
                self.released.clear()
            write_all(self.fd, pack({"t": "ask", "id": secrets.token_hex(8), "op": "end"}, dumps({"keep": keep})))
            header, _ = read_frame(self.fd)
            if header.get("t") not in ("ended", "gone"):
                raise RuntimeError(f"the orchestrator answered {header!r}")


def parse(raw: bytes) -> Message:
    """The sandbox's JSON, believed only to be JSON of bounded size."""
    try:
        value = _loads(raw, parse_constant=_refuse, object_pairs_hook=_unique)
    except (ValueError, RecursionError, MemoryError) as error:
        raise Malformed(f"the sandbox sent no valid JSON: {error}") from error
    if type(value) is not dict:
        raise Malformed("the sandbox sent no message")
    return value


# Bound here, because a suite may patch the module.
_loads = json.loads


def _refuse(constant: str) -> None:
    raise Malformed(f"the sandbox sent {constant}")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Malformed("the sandbox sent a key twice")
    return made

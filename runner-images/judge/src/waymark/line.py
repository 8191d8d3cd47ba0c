"""The line to the sandbox: one request in flight, each answered once, callbacks served in between."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from typing import Protocol

from waymark.errors import ImportFailed, SubmissionGone
from waymark_wire.frames import dumps, pack, read_frame, write_all
from waymark_wire.plain import Json, Malformed

type Message = dict[str, Json]


class Codec(Protocol):
    """Who turns values into messages and back, and runs what the submission calls. See ``crossing.py``."""

    def result(self, body: Message, containers: list[object]) -> object: ...

    def failure(self, body: Message, containers: list[object]) -> BaseException: ...

    def serve_callback(self, body: Message, containers: list[object]) -> Message: ...


class Line:
    """Requests to the test's worker. Thread-safe: a second thread waits until the first has its answer."""

    def __init__(self, fd: int, on_output: Callable[[str, str], None]) -> None:
        self.fd = fd
        self.on_output = on_output
        self.lock = threading.RLock()
        self.gone: str | None = None
        self.released: list[tuple[int, int]] = []
        self.requests = 0
        self.recorder: list[Message] | None = None

    def ask(self, message: Message, codec: Codec, containers: list[object]) -> object:
        """The worker's answer, decoded. Raises what the submission raised, or SubmissionGone."""
        with self.lock:
            if self.recorder is not None and message["op"] != "begin":
                self.recorder.append(dict(message))
            while True:
                kind, body = self.exchange(message)
                match kind:
                    case "value":
                        return codec.result(body, containers)
                    case "raise":
                        raise codec.failure(body, containers)
                    case "import-failed":
                        raise ImportFailed(body)
                    case "unsendable":
                        raise codec.failure(body, containers)
                    case "callback":
                        message = codec.serve_callback(body, containers)

    def exchange(self, message: Message, *, operation: str = "use") -> tuple[str, Message]:
        """One frame there, one frame back."""
        if self.gone is not None:
            raise SubmissionGone(self.gone)
        if self.released:
            released, self.released = self.released, []
            message = message | {"free": [list(pair) for pair in released]}
        self.requests += 1
        identity = secrets.token_hex(8)
        write_all(self.fd, pack({"t": "ask", "id": identity, "op": operation}, dumps(message)))
        header, raw = read_frame(self.fd)
        if header.get("t") == "gone":
            self.gone = str(header.get("why"))
            raise SubmissionGone(self.gone)
        if header.get("t") != "answer" or header.get("id") != identity:
            raise RuntimeError(f"the orchestrator answered {header!r}")
        return str(header.get("re")), parse(raw)

    def finish(self) -> Message:
        """End the test's worker; what it printed and used."""
        self.gone = None
        self.released.clear()
        write_all(self.fd, pack({"t": "ask", "id": secrets.token_hex(8), "op": "end"}, b"{}"))
        header, _ = read_frame(self.fd)
        if header.get("t") not in ("ended", "gone"):
            raise RuntimeError(f"the orchestrator answered {header!r}")
        return header  # type: ignore[return-value]


def parse(raw: bytes) -> Message:
    """The sandbox's JSON, believed only to be JSON of bounded size."""
    try:
        value = json.loads(raw, parse_constant=_refuse, object_pairs_hook=_unique)
    except (ValueError, RecursionError, MemoryError) as error:
        raise Malformed(f"the sandbox sent no valid JSON: {error}") from error
    if type(value) is not dict:
        raise Malformed("the sandbox sent no message")
    return value


def _refuse(constant: str) -> None:
    raise Malformed(f"the sandbox sent {constant}")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Malformed("the sandbox sent a key twice")
    return made

"""One request and its answer: the app's ``receive`` and ``send``, held to the rules of ASGI and HTTP."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from waymark_agent.border import JudgeInterrupt
from waymark_agent.kits.web.crash import print_failure
from waymark_agent.kits.web.head import Headers, declared_length, header_fault, headers_fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from waymark_agent.kits.web.body import Body
    from waymark_agent.kits.web.head import Request
    from waymark_agent.kits.web.rest import Rest

type Message = dict[str, object]
type Scope = dict[str, object]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Scope, Receive, Send], Awaitable[object]]
type Answer = tuple[object, ...]

PIECE_BYTES = 128 * 1024
ANSWER_BYTES = 512 * 1024
"""Of the body in one message to the judge, whose frames may have 1 MiB."""
AHEAD_BYTES, AHEAD_PIECES = 256 * 1024, 32
"""How far an app may be ahead of who reads its answer; then its ``send`` waits, as on a real connection."""

_LOST = 50


class ClientLeft(OSError):
    """The client closed the connection; the app may go on or not."""


class Exchange:
    """``raising``: an exception of the app goes to the judge in place of an answer with status 500."""

    def __init__(self, app: App, request: Request, scope: Scope, body: Body, rest: Rest, *, raising: bool) -> None:
        self.app = app
        self.request = request
        self.scope = scope
        self.body = body
        self.rest = rest
        self.raising = raising
        self.asked = False
        self.cancelled_when_left = False
        self.strict = False
        self.adapted = False
        self.lost = 0
        self.status: int | None = None
        self.reason = ""
        self.headers: Headers = []
        self.chunks: deque[bytes] = deque()
        self.declared: int | None = None
        self.sent = 0
        self.dropped = 0
        self.told = False
        self.over = False
        self.left = False
        self.fault: str | None = None
        self.raised: BaseException | None = None
        self.cut: str | None = None
        self.resting = False
        self.changed = asyncio.Event()
        self.room = asyncio.Event()
        self.departure = asyncio.Event()
        self.delivered = asyncio.Event()
        self.task = rest.loop.create_task(self.run())

    # The app's side

    async def run(self) -> None:
        try:
            result = await self.app(self.scope, self.receive, self.send)
            if result is not None and not self.over:
                self.break_off(
                    f"the app returned {short(result)}; an ASGI app answers through send(), and returns nothing"
                )
        except asyncio.CancelledError:
            if not self.left:
                self.end(RuntimeError("the app cancelled its own task"))
        except BaseException as error:
            self.end(error)
        else:
            self.end(None)
        finally:
            self.changed.set()

    def end(self, error: BaseException | None) -> None:
        """The app has returned or raised."""
        if isinstance(error, JudgeInterrupt) or (error is not None and self.raising and not self.is_expected(error)):
            self.raised = error
        elif error is not None and not self.is_expected(error):
            print_failure(error)
        if self.over or self.left or self.fault is not None or self.raised is not None:
            return
        if error is None and self.status is None:
            self.break_off(f"the app returned without an answer to {self.request.called}")
        elif error is None:
            self.break_off(
                f"the app returned before its answer to {self.request.called} was complete (more_body was true)"
            )
        elif self.status is None:
            self.status, self.over = 500, True
            self.headers = [("content-type", "text/plain; charset=utf-8"), ("content-length", "21")]
            if self.request.method != "HEAD":
                self.chunks.append(b"Internal Server Error")
        else:
            self.cut = f"the app failed while it was sending its answer to {self.request.called}: {named(error)}"

    def is_expected(self, error: BaseException) -> bool:
        """It follows from what went before: a rule was broken, or the client has left."""
        return self.fault is not None or (self.left and gone(error))

    def break_off(self, sentence: str) -> RuntimeError:
        """A rule is broken: whatever the app does next, this is what the learner reads. The first counts."""
        self.fault = self.fault or sentence
        self.changed.set()
        self.room.set()
        return RuntimeError(sentence)

    async def receive(self) -> Message:
        if (not self.asked or not self.body.ended) and not self.left and not self.over:
            self.asked = True
            piece = await self.body.next()
            return {"type": "http.request", "body": piece, "more_body": not self.body.ended}
        await self.departure.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if self.fault is not None:
            raise RuntimeError(self.fault)
        if self.left:
            self.lose()
            return
        if not isinstance(message, dict):
            raise self.break_off(f"the app sent {short(message)}, where a message is a dict")
        match message.get("type"):
            case "http.response.start":
                self.begin(message)
            case "http.response.body":
                await self.go_on(message)
            case other:
                raise self.break_off(
                    f"the app sent a message of the type {short(other)}, which an answer does not have"
                )

    def lose(self) -> None:
        """What is sent when the client has left is lost: the app hears of it from ``receive``, or here if it sends on and on.

        Nothing is awaited here, as with uvicorn: a cancelled generator shall be met where it waits itself, and clean up.
        """
        self.lost += 1
        if self.adapted or self.lost > _LOST:
            raise ClientLeft("the client has closed the connection")

    def begin(self, message: Message) -> None:
        if self.status is not None:
            raise self.break_off(f"the app began its answer to {self.request.called} twice")
        status = message.get("status")
        if not isinstance(status, int) or isinstance(status, bool) or not 200 <= status <= 599:
            raise self.break_off(f"the app's answer has the status {short(status)}; it is a number from 200 to 599")
        given = message.get("headers", ())
        for pair in given if isinstance(given, list | tuple) or hasattr(given, "__iter__") else (given,):
            match pair:
                case (bytes(name), bytes(value)):
                    self.headers.append((name.decode("latin-1"), value.decode("latin-1")))
                case _:
                    raise self.break_off(f"the app sent the header {short(pair)}; name and value are bytes")
        self.accept(int(status), "")

    def accept(self, status: int, reason: str) -> None:
        """The head is complete; it is looked at as a server does before it sends it."""
        fault = headers_fault(self.headers)
        for name, value in self.headers:
            fault = fault or header_fault(name, value)
        if fault is not None:
            raise self.break_off(fault)
        self.declared = declared_length(self.headers)
        self.status, self.reason = status, reason
        self.changed.set()

    async def go_on(self, message: Message) -> None:
        if self.status is None:
            raise self.break_off("the app sent a body before the start of its answer (http.response.start)")
        if self.over:
            raise self.break_off(f"the app went on sending when its answer to {self.request.called} was complete")
        body = message.get("body", b"")
        if not isinstance(body, bytes | bytearray | memoryview):
            raise self.break_off(f"the app sent {short(body)} as its body, which has to be bytes")
        self.take(bytes(body))
        if message.get("more_body", False):
            await self.wait_for_room()
        else:
            self.complete()
            # What a handler does after its answer comes after it: the judge gets the answer first.
            await self.delivered.wait()

    def take(self, body: bytes) -> None:
        """A piece of the body, counted as a server counts it."""
        if not body:
            return
        if self.request.method == "HEAD":
            self.dropped += len(body)
            return
        if self.status in (204, 304):
            raise self.break_off(
                f"the answer to {self.request.called} has the status {self.status}, which has no body, and the app sent "
                f"one: {short(body)}"
            )
        self.sent += len(body)
        if self.declared is not None and self.sent > self.declared:
            raise self.break_off(
                f"the answer to {self.request.called} says Content-Length: {self.declared}, and its body has more bytes than that"
            )
        whole = memoryview(body)
        self.chunks.extend(bytes(whole[place : place + PIECE_BYTES]) for place in range(0, len(whole), PIECE_BYTES))
        self.changed.set()

    def complete(self) -> None:
        headless = self.request.method == "HEAD" or self.status in (204, 304)
        if self.declared is not None and not headless and self.sent != self.declared:
            raise self.break_off(
                f"the answer to {self.request.called} says Content-Length: {self.declared}, and its body has {self.sent} bytes"
            )
        self.over = True
        if self.is_watched:
            self.deliver()
        else:
            self.rest.loop.at_next_turn.append(self.deliver)
        self.changed.set()

    @property
    def is_watched(self) -> bool:
        """Frameworks raise when they have answered for an exception: it shall be known together with the answer."""
        return self.raising or (self.status is not None and self.status >= 500)

    def deliver(self) -> None:
        self.delivered.set()
        self.departure.set()

    async def wait_for_room(self) -> None:
        while len(self.chunks) >= AHEAD_PIECES or sum(map(len, self.chunks)) >= AHEAD_BYTES:
            self.room.clear()
            await self.room.wait()
            if self.left:
                self.lose()
                return

    # The judge's side

    @property
    def tail(self) -> asyncio.Task[None] | None:
        """What the app still does after its answer."""
        return self.task if self.over and not self.left and not self.task.done() else None

    @property
    def is_spent(self) -> bool:
        """The app is done with it, and the judge has the answer or has left."""
        return self.task.done() and (self.left or (self.over and self.told and not self.chunks))

    async def news(self) -> Answer:
        """What there is of the answer, when it is complete or the app waits for something."""
        self.resting = False
        asked = False
        while not self.finished() and not (self.resting and (self.something() or self.over)):
            self.changed.clear()
            if not asked and self.something():
                asked = True
                self.rest.tell(self.at_rest)
            await self.changed.wait()
        self.raise_what_was_raised()
        return ("failed", self.fault) if self.fault is not None else self.answer()

    def raise_what_was_raised(self) -> None:
        error, self.raised = self.raised, None
        if error is not None:
            raise error

    def finished(self) -> bool:
        is_over = self.over and not self.is_watched
        return is_over or self.fault is not None or self.raised is not None or self.task.done()

    def something(self) -> bool:
        return bool(self.chunks) or (self.status is not None and not self.told)

    def at_rest(self) -> None:
        self.resting = True
        self.changed.set()

    def answer(self) -> Answer:
        """("answer", status, reason, headers, dropped, chunks, more), then ("chunks", chunks, more), at worst ("cut", why)."""
        if self.cut is not None and not self.chunks and (self.told or self.status is None):
            return "cut", self.cut
        chunks: list[bytes] = []
        size = 0
        while self.chunks and size < ANSWER_BYTES:
            chunks.append(self.chunks.popleft())
            size += len(chunks[-1])
        self.room.set()
        is_more = bool(self.chunks) or not self.over
        if self.told:
            return "chunks", tuple(chunks), is_more
        self.told = True
        return "answer", self.status, self.reason, tuple(self.headers), self.dropped, tuple(chunks), is_more

    def leave(self) -> None:
        """The client closes the connection."""
        if not self.over:
            self.left = True
        self.deliver()
        self.room.set()
        if self.cancelled_when_left:
            self.task.cancel()


def gone(error: BaseException) -> bool:
    """What an app or its framework raises because the client has left."""
    return isinstance(error, OSError) or type(error).__name__ == "ClientDisconnect"


def named(error: BaseException) -> str:
    said = str(error)
    return f"{type(error).__name__}: {said[:200]}" if said else type(error).__name__


def short(value: object) -> str:
    """A value in a sentence for the learner."""
    try:
        shown = repr(value)
    except Exception:
        shown = f"<{type(value).__name__}>"
    return shown if len(shown) <= 80 else shown[:77] + "..."

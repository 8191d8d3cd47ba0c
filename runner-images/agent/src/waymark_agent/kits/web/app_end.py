"""The app's end of an exchange: what it receives and sends, held to the rules of ASGI and HTTP."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from waymark_agent.border import JudgeInterrupt
from waymark_agent.kits.web.asgi import ClientLeft, gone, named, short
from waymark_agent.kits.web.crash import print_failure
from waymark_agent.kits.web.head import MAX_HEADERS, Headers, declared_length, header_fault, headers_fault

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import App, Message, Scope
    from waymark_agent.kits.web.body import Body
    from waymark_agent.kits.web.head import Request
    from waymark_agent.kits.web.rest import Rest

PIECE_BYTES = 128 * 1024
AHEAD_BYTES, AHEAD_PIECES = 256 * 1024, 32
"""How far an app may be ahead of who reads its answer; then its ``send`` waits, as on a real connection."""

_LOST = 50


class AppEnd:
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
                    if len(self.headers) > MAX_HEADERS:
                        break  # said of all of them together
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

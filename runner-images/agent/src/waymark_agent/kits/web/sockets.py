"""One WebSocket: the app's ``receive`` and ``send`` for it, held to the rules of ASGI."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from waymark_agent.border import JudgeInterrupt
from waymark_agent.kits.web.asgi import ClientLeft, gone, short
from waymark_agent.kits.web.crash import print_failure
from waymark_agent.kits.web.head import Headers, header_fault, headers_fault

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import Answer, App, Message, Scope
    from waymark_agent.kits.web.head import Request
    from waymark_agent.kits.web.rest import Rest

MAX_MESSAGE = 256 * 1024
MAX_AHEAD = 256
"""Messages that an app may be ahead of who reads them; then its ``send`` waits."""


class Socket:
    def __init__(self, app: App, request: Request, scope: Scope, rest: Rest) -> None:
        self.app = app
        self.request = request
        self.scope = scope
        self.rest = rest
        self.subprotocol: str | None = None
        self.headers: Headers = []
        self.accepted = False
        self.closed: tuple[int, str, int] | None = None
        """Code, reason, and the status of the answer where there was no WebSocket."""
        self.left = False
        self.fault: str | None = None
        self.interrupt: BaseException | None = None
        self.to_client: deque[str | bytes] = deque()
        self.to_app: asyncio.Queue[Message] = asyncio.Queue()
        self.to_app.put_nowait({"type": "websocket.connect"})
        self.changed = asyncio.Event()
        self.room = asyncio.Event()
        self.task = rest.loop.create_task(self.run())

    # The app's side

    async def run(self) -> None:
        try:
            await self.app(self.scope, self.to_app.get, self.send)
        except asyncio.CancelledError:
            pass
        except JudgeInterrupt as interrupt:
            self.interrupt = interrupt
        except BaseException as error:
            # Frameworks raise when the client has left and the app receives on.
            if self.fault is None and not self.left and not (self.closed is not None and gone(error)):
                print_failure(error)
                self.close(1011, "", 500)
        else:
            if not self.accepted and self.closed is None:
                self.break_off(f"the app returned without an answer to the WebSocket {self.request.target}")
            self.close(1000, "", 0)
        finally:
            self.changed.set()

    def close(self, code: int, reason: str, status: int) -> None:
        self.closed = self.closed or (code, reason, 0 if self.accepted else status)
        self.changed.set()

    def break_off(self, sentence: str) -> RuntimeError:
        self.fault = self.fault or sentence
        self.changed.set()
        return RuntimeError(sentence)

    async def send(self, message: Message) -> None:
        if self.fault is not None:
            raise RuntimeError(self.fault)
        kind = message.get("type")
        if self.left and kind in ("websocket.send", "websocket.close"):
            raise ClientLeft("the client has closed the WebSocket")
        if self.closed is not None:
            raise self.break_off(f"the app sent {short(kind)} on a WebSocket that it had closed")
        match kind:
            case "websocket.accept" if not self.accepted:
                self.accept(message)
            case "websocket.close":
                self.close_by_app(message)
            case "websocket.send" if self.accepted:
                await self.pass_on(message)
            case "websocket.send":
                raise self.break_off("the app sent on a WebSocket that it had not accepted")
            case _:
                raise self.break_off(f"the app sent {short(kind)}, which has no place here in a WebSocket's life")

    def accept(self, message: Message) -> None:
        chosen = message.get("subprotocol")
        offered = self.scope["subprotocols"]
        if chosen is not None and (not isinstance(offered, list) or chosen not in offered):
            raise self.break_off(
                f"the app chose the subprotocol {short(chosen)}, and the client had offered {short(offered)}"
            )
        headers = message.get("headers", ())
        for pair in headers if isinstance(headers, list | tuple) else (headers,):
            match pair:
                case (bytes(name), bytes(value)):
                    self.headers.append((name.decode("latin-1"), value.decode("latin-1")))
                case _:
                    raise self.break_off(f"the app sent the header {short(pair)}; name and value are bytes")
            fault = header_fault(*self.headers[-1]) or headers_fault(self.headers)
            if fault is not None:
                raise self.break_off(fault)
        self.subprotocol = str(chosen) if chosen is not None else None
        self.accepted = True
        self.changed.set()

    def close_by_app(self, message: Message) -> None:
        code, reason = message.get("code", 1000), message.get("reason") or ""
        if not isinstance(code, int) or not (code == 1000 or 1001 <= code <= 4999) or code in (1004, 1005, 1006, 1015):
            raise self.break_off(f"the app closed the WebSocket with the code {short(code)}, which no close has")
        if type(reason) is not str or len(reason.encode("utf-8", "replace")) > 123:
            raise self.break_off("the reason of a close is a text of at most 123 bytes")
        self.close(int(code), reason, 403)

    async def pass_on(self, message: Message) -> None:
        text, data = message.get("text"), message.get("bytes")
        given = text if text is not None else data
        if not isinstance(given, str if text is not None else bytes):
            raise self.break_off(
                f"the app sent {short(message)} on the WebSocket: it takes a str as text or bytes as bytes"
            )
        if len(given) > MAX_MESSAGE:
            raise self.break_off(f"the app sent a message longer than {MAX_MESSAGE:,} on the WebSocket")
        self.to_client.append(given)
        self.changed.set()
        while len(self.to_client) > MAX_AHEAD or sum(map(len, self.to_client)) > MAX_MESSAGE:
            self.room.clear()
            await self.room.wait()
            if self.left:
                raise ClientLeft("the client has closed the WebSocket")

    # The judge's side

    async def handshake(self) -> Answer:
        """("accepted", subprotocol, headers), or as ``incoming`` when there is no WebSocket."""
        while not self.accepted and self.closed is None and self.fault is None and not self.task.done():
            self.changed.clear()
            await self.changed.wait()
        if self.accepted and self.fault is None:
            return "accepted", self.subprotocol, tuple(self.headers)
        return self.state()

    async def incoming(self) -> Answer:
        """("messages", messages), or ("closed", code, reason, status) when the app has closed and all is read."""
        while not self.to_client and self.closed is None and self.fault is None and not self.task.done():
            self.changed.clear()
            await self.changed.wait()
        return self.state()

    def state(self) -> Answer:
        if self.interrupt is not None:
            raise self.interrupt
        if self.fault is not None:
            return "failed", self.fault
        if self.to_client:
            messages = []
            size = 0
            while self.to_client and size < MAX_MESSAGE:
                messages.append(self.to_client.popleft())
                size += len(messages[-1])
            self.room.set()
            return "messages", tuple(messages)
        code, reason, status = self.closed or (1006, "", 0)
        return "closed", code, reason, status

    async def outgoing(self, message: str | bytes) -> Answer:
        """Hand the app a message; it has been looked at when this returns. ("sent",), or what came in its place."""
        if self.closed is None and self.fault is None:
            named = {"text": message} if isinstance(message, str) else {"bytes": message}
            self.to_app.put_nowait({"type": "websocket.receive", **named})
            await self.rest.reached()
            return self.state() if self.went_wrong() else ("sent",)
        return ("sent",) if self.to_client and self.fault is None else self.state()

    def went_wrong(self) -> bool:
        return self.fault is not None or self.interrupt is not None

    async def hang_up(self, code: int, reason: str) -> Answer:
        self.leave(code, reason)
        await self.rest.reached()
        if self.interrupt is not None:
            raise self.interrupt
        return ("failed", self.fault) if self.fault is not None else ("closed", code, reason, 0)

    def leave(self, code: int, reason: str) -> None:
        if self.closed is None and not self.left:
            self.left = True
            self.to_app.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
            self.closed = code, reason, 0
            self.room.set()
            self.changed.set()

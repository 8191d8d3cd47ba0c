"""One app of a test: its requests and sockets, its startup and shutdown, what it still does after its answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from waymark_agent.kits.web.exchange import Exchange
from waymark_agent.kits.web.head import Request
from waymark_agent.kits.web.lifespan import Lifespan
from waymark_agent.kits.web.rest import Rest, own_loop
from waymark_agent.kits.web.scope import http_scope, socket_scope
from waymark_agent.kits.web.sockets import Socket

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import Answer, App
    from waymark_agent.kits.web.body import Body
    from waymark_agent.kits.web.kinds import Kind

type Head = tuple[str, str, str, int, str, tuple[tuple[str, str], ...]]
"""Method, scheme, host, port, target (path and query as sent), headers."""


class Served:
    def __init__(self, kind: Kind, app: App) -> None:
        self.kind = kind
        self.app = app
        self.rest = Rest(own_loop())
        self.lifespan: Lifespan | None = None
        self.exchanges: dict[int, Exchange] = {}
        self.sockets: dict[int, Socket] = {}
        self.state: dict[str, object] = {}

    async def exchange(self, number: int, head: Head, body: Body, options: frozenset[str]) -> Answer:
        own_loop()
        fault = self.late_fault() or await self.started()
        if fault is not None:
            return "failed", fault
        tails = self.tails()
        request = request_of(head)
        scope = http_scope(request, self.state)
        exchange = Exchange(self.app, request, scope, body, self.rest, raising="raise" in options)
        if self.kind != "asgi":
            scope["waymark.exchange"] = exchange
            exchange.adapted = True
            exchange.strict = "strict" in options
        self.exchanges[number] = exchange
        try:
            answer = await exchange.news()
        except asyncio.CancelledError:
            exchange.leave()
            raise
        if tails:
            await asyncio.wait(tails)
        return answer

    async def more(self, number: int) -> Answer:
        return await self.exchanges[number].news()

    async def leave(self, number: int) -> Answer:
        self.exchanges[number].leave()
        await self.rest.reached()
        return ("left",)

    async def start(self) -> Answer:
        fault = await self.started()
        return ("started",) if fault is None else ("failed", fault)

    async def started(self) -> str | None:
        """The startup has been waited for; why there was none, as a sentence."""
        if self.kind == "wsgi":
            return None
        if self.lifespan is None:
            self.lifespan = Lifespan(self.app, self.state)
        return await self.lifespan.startup()

    async def settle(self) -> Answer:
        """Wait for what the app does after its answers, and until it has come to rest."""
        await self.rest.reached()
        while tails := self.tails():
            await asyncio.wait(tails)
        await self.rest.reached()
        fault = self.late_fault()
        return ("settled",) if fault is None else ("failed", fault)

    async def close(self) -> Answer:
        """The test is over: open connections are closed, what runs after answers is waited for, then comes the shutdown."""
        for socket in self.sockets.values():
            socket.leave(1001, "")
        for exchange in self.exchanges.values():
            exchange.leave()
        settled = await self.settle()
        everything = [one.task for one in self.exchanges.values()] + [one.task for one in self.sockets.values()]
        left = [task for task in everything if not task.done()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)
        fault = None if self.lifespan is None else await self.lifespan.shutdown()
        self.exchanges.clear()
        self.sockets.clear()
        self.lifespan = None
        return settled if fault is None else ("failed", fault)

    async def connect(self, number: int, head: Head, subprotocols: tuple[str, ...]) -> Answer:
        own_loop()
        if self.kind == "wsgi":
            return "failed", "the app speaks WSGI, which has no WebSockets"
        fault = self.late_fault() or await self.started()
        if fault is not None:
            return "failed", fault
        request = request_of(head)
        socket = self.sockets[number] = Socket(
            self.app, request, socket_scope(request, self.state, subprotocols), self.rest
        )
        return await socket.handshake()

    def socket(self, number: int) -> Socket:
        return self.sockets[number]

    def tails(self) -> list[asyncio.Task[None]]:
        """What the app still does after answers that the judge has."""
        return [tail for exchange in self.exchanges.values() if (tail := exchange.tail) is not None]

    def late_fault(self) -> str | None:
        """What went wrong after an answer; raises what the test wants raised."""
        found: str | None = None
        for number, exchange in list(self.exchanges.items()):
            if exchange.is_spent:
                del self.exchanges[number]
                exchange.raise_what_was_raised()
                found = found or exchange.fault
        return found


def request_of(head: Head) -> Request:
    method, scheme, host, port, target, headers = head
    return Request(method, scheme, host, port, target, list(headers))

"""httpx clients whose requests cross to the app in the sandbox."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import httpx

from waymark.errors import SuiteFault
from waymark.kits import web_answers as answers
from waymark.kits.web_socket import WebSocket
from waymark.kits.web_transport import AsyncTransport, Transport, head_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark.kits.beside import Beside

BASE_URL = "http://testserver"


class ServedApp:
    """One app in the sandbox, for as long as the test runs."""

    def __init__(self, beside: Beside, number: int, kind: str) -> None:
        self.beside = beside
        self.number = number
        self.kind = kind
        self.requests = itertools.count(1)
        self.is_used = False

    @classmethod
    def find(cls, beside: Beside) -> ServedApp:
        """The app in the entry module."""
        __tracebackhide__ = True
        modules = tuple(beside.plugin.submission.wanted)
        if not modules:
            raise SuiteFault(
                "the fixture client looks for the app in the submission's entry module, and nothing says here which one that is: "
                "import something from it, or define the fixture app"
            )
        return cls.opened(beside, beside.wait("web", "find_app", modules))

    @classmethod
    def open(cls, beside: Beside, app: object) -> ServedApp:
        __tracebackhide__ = True
        return cls.opened(beside, beside.wait("web", "open_app", app))

    @classmethod
    def opened(cls, beside: Beside, answer: object) -> ServedApp:
        __tracebackhide__ = True
        match answer:
            case ("app", int(number), str(kind)):
                return cls(beside, number, kind)
        raise answers.refusal(beside, answer)

    def next_request(self) -> int:
        self.is_used = True
        return next(self.requests)

    def start(self) -> None:
        __tracebackhide__ = True
        self.is_used = True
        answers.expect(self.beside, self.beside.wait("web", "start", self.number), "started")

    def settle(self) -> None:
        __tracebackhide__ = True
        answers.expect(self.beside, self.beside.wait("web", "settle", self.number), "settled")

    def close(self) -> None:
        """Nothing to do where the app was never used, or its sandbox is gone."""
        __tracebackhide__ = True
        if self.is_used and self.beside.crossing.line.gone is None:
            self.is_used = False
            answers.expect(self.beside, self.beside.wait("web", "close", self.number), "settled")


class Client(httpx.Client):
    """An ``httpx.Client`` of one app. ``with client:`` starts the app at once, and its end shuts it down."""

    def __init__(self, app: ServedApp, chosen: frozenset[str], **options: Any) -> None:
        refuse_transport(options)
        options.setdefault("base_url", BASE_URL)
        super().__init__(transport=Transport(app, chosen), trust_env=False, **options)
        self.served = app

    def settle(self) -> None:
        """Wait until the app has done what it does after its answers, such as background tasks, and waits for requests."""
        __tracebackhide__ = True
        self.served.settle()

    def websocket(
        self, url: str, *, subprotocols: Sequence[str] = (), headers: Any = None, params: Any = None
    ) -> WebSocket:
        """A WebSocket, connected when its ``with`` begins: ``with client.websocket("/ws") as ws: ws.send_text("hello")``.

        Raises ``waymark.WebSocketClosed`` when the app refuses it. ``headers`` and ``params`` as for a request; cookies go along.
        """
        request = self.build_request("GET", url, headers=headers, params=params)
        return WebSocket(self.served, head_of(request), tuple(subprotocols))


class AsyncClient(httpx.AsyncClient):
    """An ``httpx.AsyncClient`` of one app: requests that are made at the same time are at work in the app at the same time."""

    def __init__(self, app: ServedApp, chosen: frozenset[str], **options: Any) -> None:
        refuse_transport(options)
        options.setdefault("base_url", BASE_URL)
        super().__init__(transport=AsyncTransport(app, chosen), trust_env=False, **options)
        self.served = app

    async def settle(self) -> None:
        """As of ``Client``."""
        __tracebackhide__ = True
        beside = self.served.beside
        answers.expect(beside, await beside.join("web", "settle", self.served.number), "settled")


def refuse_transport(options: dict[str, Any]) -> None:
    for name in ("transport", "mounts", "proxy", "verify", "cert", "http2", "trust_env", "app"):
        if name in options:
            raise SuiteFault(f'serve() takes no "{name}": its requests go to the app in the sandbox')

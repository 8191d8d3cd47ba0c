"""The test's end of a WebSocket to the app in the sandbox."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Self

import pytest

from waymark.kits import web_answers as answers

if TYPE_CHECKING:
    import httpx

    from waymark.kits.web_clients import ServedApp
    from waymark.kits.web_transport import RequestHead

MAX_MESSAGE = 256 * 1024


class WebSocketClosed(Exception):
    """The app has closed the WebSocket, or never accepted it.

    ``code`` and ``reason`` are the app's; ``status`` is the status of the HTTP answer where there was no WebSocket, else None.
    An app that raised closes with 1011.
    """

    def __init__(self, code: int, reason: str, status: int | None) -> None:
        how = "the app closed the WebSocket" if status is None else f"the app refused the WebSocket (status {status})"
        super().__init__(f"{how} with code {code}" + (f": {reason}" if reason else ""))
        self.code = code
        self.reason = reason
        self.status = status


class WebSocket:
    """``with client.websocket("/ws") as ws:``. ``subprotocol`` is what the app chose, None when it chose none."""

    def __init__(self, app: ServedApp, head: RequestHead, subprotocols: tuple[str, ...]) -> None:
        self.app = app
        self.head = with_handshake(head, subprotocols)
        self.subprotocols = subprotocols
        self.subprotocol: str | None = None
        self.number = 0
        self.is_open = False
        self.arrived: deque[str | bytes] = deque()
        self._headers: answers.Pairs = []

    @property
    def headers(self) -> httpx.Headers:
        """Those with which the app accepted."""
        import httpx

        return httpx.Headers(self._headers)

    def __enter__(self) -> Self:
        __tracebackhide__ = True
        self.number = self.app.next_request()
        answer = self.ask("connect", self.head, self.subprotocols)
        match answer:
            case ("accepted", None | str() as subprotocol, tuple(headers)):
                self.subprotocol = subprotocol
                self._headers = answers.pairs(self.app.beside, headers)
                self.is_open = True
                return self
        raise self.refusal(answer)

    def __exit__(self, *_: object) -> None:
        __tracebackhide__ = True
        if self.is_open and self.app.beside.crossing.line.gone is None:
            self.close()

    def send_text(self, text: str) -> None:
        """Send a text. The app has looked at it, as far as it can without waiting, when this returns."""
        __tracebackhide__ = True
        self.send(text)

    def send_bytes(self, data: bytes) -> None:
        __tracebackhide__ = True
        self.send(data)

    def send_json(self, value: object) -> None:
        """Send a value as the text of its JSON."""
        __tracebackhide__ = True
        self.send(json.dumps(value))

    def send(self, message: str | bytes) -> None:
        """Raises WebSocketClosed when the app has closed."""
        __tracebackhide__ = True
        self.check_open()
        if len(message) > MAX_MESSAGE:
            raise ValueError(f"a message has at most {MAX_MESSAGE:,} characters or bytes here")
        answer = self.ask("send", message)
        if answer != ("sent",):
            raise self.refusal(answer)

    def receive(self) -> str | bytes:
        """The next message; waits for it. Raises WebSocketClosed when the app has closed."""
        __tracebackhide__ = True
        if not self.arrived:
            self.check_open()
            answer = self.ask("receive")
            match answer:
                case ("messages", tuple(messages)) if messages and all(type(one) in (str, bytes) for one in messages):
                    self.arrived.extend(messages)
                case _:
                    raise self.refusal(answer)
        return self.arrived.popleft()

    def receive_text(self) -> str:
        __tracebackhide__ = True
        message = self.receive()
        if not isinstance(message, str):
            pytest.fail(
                f"The app sent bytes on the WebSocket where a text was expected: {message[:80]!r}", pytrace=False
            )
        return message

    def receive_bytes(self) -> bytes:
        __tracebackhide__ = True
        message = self.receive()
        if not isinstance(message, bytes):
            pytest.fail(
                f"The app sent a text on the WebSocket where bytes were expected: {message[:80]!r}", pytrace=False
            )
        return message

    def receive_json(self) -> object:
        """The value of the JSON in the next message, text or bytes."""
        __tracebackhide__ = True
        message = self.receive()
        try:
            return json.loads(message)
        except ValueError:
            pytest.fail(f"The app sent something on the WebSocket that is no JSON: {message[:80]!r}", pytrace=False)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it; the app hears of it with its next ``receive``. What is wrong with what it did until then fails the test."""
        __tracebackhide__ = True
        self.check_open()
        self.is_open = False
        answers.expect(self.app.beside, self.ask("hang_up", code, reason), "closed")

    def check_open(self) -> None:
        if not self.is_open:
            raise RuntimeError("this WebSocket is not open")

    def ask(self, function: str, *arguments: object) -> object:
        __tracebackhide__ = True
        return self.app.beside.wait("web", function, self.app.number, self.number, *arguments)

    def refusal(self, answer: object) -> BaseException:
        match answer:
            case ("closed", int(code), str(reason), int(status)):
                self.is_open = False
                return WebSocketClosed(code, reason[:200], status or None)
        return answers.refusal(self.app.beside, answer)


def with_handshake(head: RequestHead, subprotocols: tuple[str, ...]) -> RequestHead:
    method, scheme, host, port, target, headers = head
    added = (
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        *((("sec-websocket-protocol", ", ".join(subprotocols)),) if subprotocols else ()),
    )
    kept = tuple((name, value) for name, value in headers if name.lower() != "connection")
    return method, scheme, host, port, target, (*kept, *added)

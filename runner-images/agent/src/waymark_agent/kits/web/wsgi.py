"""A WSGI app in the form of ASGI, by PEP 3333, in the thread that imported it, as a server with one worker runs it.

https://peps.python.org/pep-3333/
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from waymark_agent.kits.web.asgi import short
from waymark_agent.kits.web.head import MAX_HEADERS
from waymark_agent.kits.web.input import Input
from waymark_agent.kits.web.scope import CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from waymark_agent.kits.web.asgi import App, Receive, Scope, Send
    from waymark_agent.kits.web.exchange import Exchange

_STATUS = re.compile(r"([2-5][0-9]{2}) ([^\x00-\x1f\x7f]*)")
_HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade".split()
)


def serve_wsgi(app: Callable[..., Any]) -> App:
    async def as_asgi(scope: Scope, _: Receive, send: Send) -> None:
        exchange: Any = scope["waymark.exchange"]
        await exchange.body.fetch()
        await Run(app, exchange, send).go()

    return as_asgi


class Run:
    """One call of the app."""

    def __init__(self, app: Callable[..., Any], exchange: Exchange, send: Send) -> None:
        self.app = app
        self.exchange = exchange
        self.send = send
        self.head: tuple[int, str] | None = None
        self.written: list[bytes] = []

    async def go(self) -> None:
        with outside_the_loop():
            result = self.app(make_environ(self.exchange), self.start_response)
        try:
            with outside_the_loop():
                parts = iter(self.parts(result))
            while True:
                with outside_the_loop():
                    chunk = next(parts, None)
                if chunk is None:
                    break
                await self.pass_on(self.checked(chunk))
            await self.pass_on(b"")
            self.begin()
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                with outside_the_loop():
                    close()
        await self.send({"type": "http.response.body"})

    def parts(self, result: object) -> Iterable[object]:
        if isinstance(result, bytes | str) or not hasattr(result, "__iter__"):
            raise self.exchange.break_off(
                f"the WSGI app returned {short(result)}; it returns an iterable of bytes, as in return [body]"
            )
        return result

    def checked(self, chunk: object) -> bytes:
        if not isinstance(chunk, bytes):
            raise self.exchange.break_off(
                f"the WSGI app gave {short(chunk)} as a part of the body, which has to be bytes"
            )
        return chunk

    async def pass_on(self, chunk: bytes) -> None:
        written, self.written = self.written, []
        for part in (*written, chunk):
            if part:
                self.begin()
                await self.send({"type": "http.response.body", "body": part, "more_body": True})

    def begin(self) -> None:
        """The head goes out with the first byte, so that until then an error can still change it."""
        if self.exchange.status is not None:
            return
        if self.head is None:
            raise self.exchange.break_off(
                f"the WSGI app did not call start_response before the first part of its answer to {self.exchange.request.called}"
            )
        self.exchange.accept(*self.head)

    def start_response(self, status: object, headers: object, exc_info: Any = None) -> Callable[[bytes], None]:
        exchange = self.exchange
        if self.head is not None:
            if exc_info is None:
                raise exchange.break_off("the WSGI app called start_response twice without exc_info")
            if exchange.status is not None:
                raise exc_info[1].with_traceback(exc_info[2])
            exchange.headers.clear()
        matched = _STATUS.fullmatch(status) if isinstance(status, str) else None
        if matched is None:
            raise exchange.break_off(
                f'the WSGI app answered with the status {short(status)}; it is a text such as "200 OK"'
            )
        if type(headers) is not list:
            raise exchange.break_off(
                f"start_response got {short(headers)} as headers, which have to be a list of tuples"
            )
        for pair in headers:
            match pair:
                case (str(name), str(value)) if type(pair) is tuple and latin(name) and latin(value):
                    exchange.headers.append((name, value))
                case _:
                    raise exchange.break_off(
                        f"the WSGI app sent the header {short(pair)}; it is a tuple of two texts of latin-1 characters"
                    )
            if len(exchange.headers) > MAX_HEADERS:
                break  # said of all of them together
            if name.lower() in _HOP_BY_HOP:
                raise exchange.break_off(f"the WSGI app sent the header {name}, which belongs to the server")
        self.head = int(matched[1]), matched[2]
        return self.write

    def write(self, data: object) -> None:
        self.written.append(self.checked(data))


@contextlib.contextmanager
def outside_the_loop() -> Iterator[None]:
    """The app is not async code: it may run a loop of its own, and Django's database refuses to work where one is running."""
    loop = asyncio.get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)


def make_environ(exchange: Exchange) -> dict[str, object]:
    request = exchange.request
    path, _, query = request.target.partition("?")
    environ: dict[str, object] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": request.host,
        "SERVER_PORT": str(request.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": CLIENT[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    headers: dict[str, str] = {}
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        separator = "; " if key == "COOKIE" else ","
        headers[key] = f"{headers[key]}{separator}{value}" if key in headers else value
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if key in headers:
            environ[key] = headers.pop(key)
    environ |= {f"HTTP_{key}": value for key, value in headers.items()}
    length = environ.get("CONTENT_LENGTH")
    environ["wsgi.input"] = Input(exchange, int(length) if isinstance(length, str) and length.isdigit() else None)
    if not exchange.strict:
        environ["wsgi.input_terminated"] = True
    return environ

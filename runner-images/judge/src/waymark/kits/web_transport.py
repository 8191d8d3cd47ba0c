"""httpx transports that carry a request to the app in the sandbox, and its answer back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

import httpx
import pytest

from waymark.kits import web_answers as answers
from waymark.kits.web_bodies import AsyncOutgoing, Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from waymark.kits.web_answers import Head
    from waymark.kits.web_clients import ServedApp

type RequestHead = tuple[str, str, str, int, str, tuple[tuple[str, str], ...]]
"""Method, scheme, host, port, target, headers."""

MAX_BODY_BYTES = 8 * 1024 * 1024
"""Of one answer. All that crosses in a sandbox's life is 64 MiB, and it may have many tests to serve."""


class Transport(httpx.BaseTransport):
    def __init__(self, app: ServedApp, chosen: frozenset[str]) -> None:
        self.app = app
        self.chosen = chosen

    def __enter__(self) -> Self:
        __tracebackhide__ = True
        self.app.start()
        return self

    def close(self) -> None:
        __tracebackhide__ = True
        self.app.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        __tracebackhide__ = True
        app, number = self.app, self.app.next_request()
        body = Outgoing(request)
        answer = app.beside.wait(
            "web", "exchange", app.number, number, head_of(request), (body.pieces, body.pull), self.chosen
        )
        body.raise_error()
        head = opening(self.app, answer)
        return response(head, Incoming(app, number, request, head))


class AsyncTransport(httpx.AsyncBaseTransport):
    def __init__(self, app: ServedApp, chosen: frozenset[str]) -> None:
        self.app = app
        self.chosen = chosen

    async def __aenter__(self) -> Self:
        __tracebackhide__ = True
        self.app.is_used = True
        answers.expect(self.app.beside, await self.app.beside.join("web", "start", self.app.number), "started")
        return self

    async def aclose(self) -> None:
        __tracebackhide__ = True
        if self.app.is_used and self.app.beside.crossing.line.gone is None:
            self.app.is_used = False
            answers.expect(self.app.beside, await self.app.beside.join("web", "close", self.app.number), "settled")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        __tracebackhide__ = True
        app, number = self.app, self.app.next_request()
        body = AsyncOutgoing(request)
        await body.begin()
        answer = await app.beside.join(
            "web", "exchange", app.number, number, head_of(request), (body.pieces, body.pull), self.chosen
        )
        body.raise_error()
        head = opening(self.app, answer)
        return response(head, AsyncIncoming(app, number, request, head))


class Received:
    """How much of an answer's body there is."""

    def __init__(self, app: ServedApp, number: int, request: httpx.Request, head: Head) -> None:
        self.app = app
        self.number = number
        self.request = request
        self.chunks = head.chunks
        self.is_more = head.is_more
        self.size = sum(map(len, head.chunks))

    def take(self, answer: object) -> None:
        __tracebackhide__ = True
        try:
            self.chunks, self.is_more = answers.read_chunks(self.app.beside, answer)
        except answers.Cut as why:
            self.is_more = False
            raise httpx.RemoteProtocolError(str(why), request=self.request) from None
        self.size += sum(map(len, self.chunks))
        if self.size > MAX_BODY_BYTES:
            self.is_more = False
            pytest.fail(
                f"The answer to {self.request.method} {self.request.url.path} has more than {MAX_BODY_BYTES:,} bytes in its "
                "body, or does not end",
                pytrace=False,
            )


class Incoming(Received, httpx.SyncByteStream):
    """A body, piece by piece as the app sends it."""

    def __iter__(self) -> Iterator[bytes]:
        __tracebackhide__ = True
        yield from self.chunks
        while self.is_more:
            self.take(self.app.beside.wait("web", "more", self.app.number, self.number))
            yield from self.chunks

    def close(self) -> None:
        if self.is_more and self.app.beside.crossing.line.gone is None:
            self.is_more = False
            self.app.beside.wait("web", "leave", self.app.number, self.number)


class AsyncIncoming(Received, httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        __tracebackhide__ = True
        for chunk in self.chunks:
            yield chunk
        while self.is_more:
            self.take(await self.app.beside.join("web", "more", self.app.number, self.number))
            for chunk in self.chunks:
                yield chunk

    async def aclose(self) -> None:
        if self.is_more and self.app.beside.crossing.line.gone is None:
            self.is_more = False
            with contextlib.suppress(RuntimeError):  # closed by the garbage collector, when the loop is gone
                await self.app.beside.join("web", "leave", self.app.number, self.number)


def opening(app: ServedApp, answer: object) -> Head:
    __tracebackhide__ = True
    try:
        return answers.read_head(app.beside, answer)
    except answers.Cut as why:
        # As httpx says it of a server that closes the connection.
        raise httpx.RemoteProtocolError(str(why)) from None


def response(head: Head, stream: Incoming | AsyncIncoming) -> httpx.Response:
    extensions = {
        "http_version": b"HTTP/1.1",
        "reason_phrase": head.reason.encode("latin-1", "replace"),
        "dropped_body_bytes": head.dropped,
    }
    if not head.reason:
        del extensions["reason_phrase"]
    return httpx.Response(head.status, headers=head.headers, stream=stream, extensions=extensions)


def head_of(request: httpx.Request) -> RequestHead:
    url = request.url
    port = url.port or (443 if url.scheme in ("https", "wss") else 80)
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
    return request.method, url.scheme, url.host, port, url.raw_path.decode("ascii"), headers

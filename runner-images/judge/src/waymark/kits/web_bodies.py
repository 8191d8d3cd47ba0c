"""Bodies of requests on their way to the app: at once where they are known, piece by piece where the test makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator

PIECE_BYTES = 128 * 1024
FIRST_BYTES = 1024 * 1024
"""What goes with the request itself; the app asks for the rest, if it wants it."""


class Outgoing:
    """``pieces`` go with the request, ``pull`` gives what follows, None at the end. What the test's iterator raises is kept."""

    def __init__(self, request: httpx.Request) -> None:
        self.error: BaseException | None = None
        self.pull: Callable[[], bytes | None] | None = None
        self.pieces: tuple[bytes, ...] = ()
        if not isinstance(request.stream, httpx.SyncByteStream):
            raise RuntimeError("the body of the request is an async iterator: use async_client")
        rest = split(iter(request.stream))
        if is_known(request.stream):
            self.pieces, is_all = first_of(rest)
            if is_all:
                return
        self.pull = self.pulling(rest)

    def pulling(self, rest: Iterator[bytes]) -> Callable[[], bytes | None]:
        def pull() -> bytes | None:
            try:
                return next(rest, None)
            except Exception as error:
                self.error = error
                return None

        return pull

    def raise_error(self) -> None:
        """The test's own mistake goes to the test, whatever the app made of a body that broke off."""
        if self.error is not None:
            raise self.error


class AsyncOutgoing:
    """The same for an async test. ``begin`` fetches what goes with the request."""

    def __init__(self, request: httpx.Request) -> None:
        self.error: BaseException | None = None
        self.request = request
        self.pull: Callable[[], Awaitable[bytes | None]] | None = None
        self.pieces: tuple[bytes, ...] = ()

    async def begin(self) -> None:
        stream = self.request.stream
        if not isinstance(stream, httpx.AsyncByteStream):
            raise RuntimeError("the body of the request is an iterator that is not async: use client")
        if is_known(stream):
            self.pieces = tuple(split([piece async for piece in stream]))
        else:
            self.pull = self.pulling(aiter(stream))

    def pulling(self, rest: AsyncIterator[bytes]) -> Callable[[], Awaitable[bytes | None]]:
        ready: list[bytes] = []

        async def pull() -> bytes | None:
            try:
                while not ready:
                    ready.extend(split([await anext(rest)]))
            except StopAsyncIteration:
                return None
            except Exception as error:
                self.error = error
                return None
            return ready.pop(0)

        return pull

    def raise_error(self) -> None:
        if self.error is not None:
            raise self.error


def split(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """In sizes that can cross. Empty ones say nothing."""
    for piece in pieces:
        for place in range(0, len(piece), PIECE_BYTES):
            yield piece[place : place + PIECE_BYTES]


def first_of(pieces: Iterator[bytes]) -> tuple[tuple[bytes, ...], bool]:
    """As many as may go at once, and whether these were all."""
    taken: list[bytes] = []
    size = 0
    for piece in pieces:
        taken.append(piece)
        size += len(piece)
        if size >= FIRST_BYTES:
            return tuple(taken), False
    return tuple(taken), True


def is_known(stream: object) -> bool:
    """A body that httpx holds or makes itself; any other is an iterator of the test, which may look at who asks it when."""
    return isinstance(stream, httpx.ByteStream) or type(stream).__name__ == "MultipartStream"

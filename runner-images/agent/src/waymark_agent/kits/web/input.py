"""``wsgi.input``: a request's body as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark_agent.kits.web.exchange import Exchange


class Input:
    """Ends where the body ends. With a strict exchange it is the bare connection: reading on would wait for ever, and says so."""

    def __init__(self, exchange: Exchange, length: int | None) -> None:
        self.exchange = exchange
        self.body = exchange.body
        self.left = length if length is not None else 0
        self.buffer = b""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = -1 if size is None else size
        self.guard(wanted)
        while (wanted < 0 or len(self.buffer) < wanted) and not self.body.ended:
            self.buffer += self.body.next_now()
        if wanted < 0:
            wanted = len(self.buffer)
        return self.taken(wanted)

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        while b"\n" not in self.buffer and (limit < 0 or len(self.buffer) < limit) and not self.body.ended:
            self.buffer += self.body.next_now()
        end = self.buffer.find(b"\n") + 1 or len(self.buffer)
        if limit >= 0:
            end = min(end, limit)
        self.guard(max(end, 1))
        return self.taken(end)

    def readlines(self, hint: int = -1, /) -> list[bytes]:
        lines: list[bytes] = []
        while (hint <= 0 or sum(map(len, lines)) < hint) and (line := self.readline()):
            lines.append(line)
        return lines

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def taken(self, size: int) -> bytes:
        given, self.buffer = self.buffer[:size], self.buffer[size:]
        self.left -= len(given)
        return given

    def guard(self, wanted: int) -> None:
        if not self.exchange.strict or 0 <= wanted <= max(self.left, 0):
            return
        asked = "without a size" if wanted < 0 else f"{wanted:,} bytes"
        raise self.exchange.break_off(
            f"the app read wsgi.input {asked} where the request has {max(self.left, 0):,} bytes left by its Content-Length: on a "
            "bare connection that waits for ever"
        )

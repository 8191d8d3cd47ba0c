"""As much of HTTP/1.1 as it takes to be the client of a server that follows it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from waymark_agent.kits.web.head import declared_length

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import Receive, Send
    from waymark_agent.kits.web.exchange import Exchange

_LIMIT = 1 << 18


async def forward(path: str, exchange: Exchange, receive: Receive, send: Send) -> None:
    """Send a request to the server at a Unix socket, and its answer on."""
    reader, writer = await asyncio.open_unix_connection(path, limit=_LIMIT)
    request = exchange.request
    headers = [pair for pair in request.headers if pair[0].lower() != "connection"]
    is_chunked = any(name.lower() == "transfer-encoding" for name, _ in headers)
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    writer.write("\r\n".join((*lines, "Connection: close", "", "")).encode("latin-1"))
    sending = asyncio.get_running_loop().create_task(send_body(writer, receive, is_chunked=is_chunked))
    try:
        status, reason = await read_head(reader, exchange)
        exchange.accept(status, reason)
        await read_body(reader, exchange, send)
    finally:
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await sending
        writer.close()
    await send({"type": "http.response.body"})


async def send_body(writer: asyncio.StreamWriter, receive: Receive, *, is_chunked: bool) -> None:
    while True:
        message = await receive()
        piece = message.get("body", b"")
        if isinstance(piece, bytes) and piece:
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece) if is_chunked else piece)
            await writer.drain()
        if not message.get("more_body"):
            break
    if is_chunked:
        writer.write(b"0\r\n\r\n")


async def read_head(reader: asyncio.StreamReader, exchange: Exchange) -> tuple[int, str]:
    """Status and reason; the headers are the exchange's. What is provisional is passed over."""
    while True:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise ConnectionError("the server closed the connection without an answer") from error
        first, *lines = head.strip().split("\r\n")
        _, status, *reason = first.split(" ", 2)
        if int(status) >= 200:
            exchange.headers += [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
            return int(status), "".join(reason)


async def read_body(reader: asyncio.StreamReader, exchange: Exchange, send: Send) -> None:
    async def pass_on(piece: bytes) -> None:
        await send({"type": "http.response.body", "body": piece, "more_body": True})

    if exchange.request.method == "HEAD" or exchange.status in (204, 304):
        return
    encodings = {value.lower() for name, value in exchange.headers if name.lower() == "transfer-encoding"}
    length = declared_length(exchange.headers)
    try:
        if "chunked" in encodings:
            while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
                await pass_on((await reader.readexactly(size + 2))[:-2])
            await reader.readuntil(b"\r\n")
        elif length is not None:
            while length > 0 and (piece := await reader.read(min(length, _LIMIT))):
                length -= len(piece)
                await pass_on(piece)
            if length > 0:
                raise asyncio.IncompleteReadError(b"", length)
        else:
            while piece := await reader.read(_LIMIT):
                await pass_on(piece)
    except asyncio.IncompleteReadError as error:
        raise ConnectionError("the server closed the connection before its answer was complete") from error

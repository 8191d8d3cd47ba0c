"""An aiohttp application in the form of ASGI: aiohttp serves it on a socket in the sandbox, and we are its client."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

from waymark_agent.kits.web.http1 import forward

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import App, Receive, Scope, Send


def serve_aiohttp(app: Any) -> App:
    folder = tempfile.mkdtemp(prefix="served-")
    path = os.path.join(folder, "socket")

    async def as_asgi(scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await live(app, path, receive, send)
                shutil.rmtree(folder, ignore_errors=True)
            case "websocket":
                await join_sockets(path, scope, receive, send)
            case _:
                exchange: Any = scope["waymark.exchange"]
                exchange.cancelled_when_left = True
                await forward(path, exchange, receive, send)

    return as_asgi


async def live(app: Any, path: str, receive: Receive, send: Send) -> None:
    """From the startup to the cleanup of the app."""
    from aiohttp import web

    await receive()
    runner = web.AppRunner(app, handle_signals=False, access_log=None)
    await runner.setup()
    try:
        await web.UnixSite(runner, path).start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
    finally:
        await runner.cleanup()
    await send({"type": "lifespan.shutdown.complete"})


async def join_sockets(path: str, scope: Any, receive: Receive, send: Send) -> None:
    """A WebSocket on both sides: what comes in on one goes out on the other."""
    import aiohttp

    query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
    url = f"http://{scope['server'][0]}:{scope['server'][1]}{scope['raw_path'].decode()}{query}"
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"] if not _OURS & {name}
    ]
    await receive()
    async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(path)) as session:
        try:
            joined = await session.ws_connect(url, protocols=scope["subprotocols"], headers=headers)
        except aiohttp.WSServerHandshakeError as refused:
            return await send({"type": "websocket.close", "code": 1000, "reason": f"status {refused.status}"})
        await send({"type": "websocket.accept", "subprotocol": joined.protocol})
        outgoing = asyncio.get_running_loop().create_task(pass_out(joined, receive))
        try:
            async for message in joined:
                named = "text" if message.type is aiohttp.WSMsgType.TEXT else "bytes"
                await send({"type": "websocket.send", named: message.data})
        finally:
            outgoing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await outgoing
        return await send({"type": "websocket.close", "code": joined.close_code or 1000})


async def pass_out(joined: Any, receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            await joined.close(code=message["code"])
            return
        text = message.get("text")
        await (joined.send_str(text) if text is not None else joined.send_bytes(message["bytes"]))


_OURS = {
    b"connection",
    b"host",
    b"upgrade",
    b"sec-websocket-key",
    b"sec-websocket-version",
    b"sec-websocket-protocol",
    b"sec-websocket-extensions",
}
"""Headers of the handshake, which aiohttp writes itself."""

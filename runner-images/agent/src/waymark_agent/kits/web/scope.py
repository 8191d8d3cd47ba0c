"""What an app is told of a request or a WebSocket, in the words of ASGI."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import Scope
    from waymark_agent.kits.web.head import Request

CLIENT = ("127.0.0.1", 50000)


def http_scope(request: Request, state: dict[str, object]) -> Scope:
    return {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "method": request.method} | _common(
        request, state, request.scheme
    )


def socket_scope(request: Request, state: dict[str, object], subprotocols: tuple[str, ...]) -> Scope:
    scheme = "wss" if request.scheme in ("https", "wss") else "ws"
    return {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "subprotocols": list(subprotocols),
    } | _common(request, state, scheme)


def _common(request: Request, state: dict[str, object], scheme: str) -> Scope:
    path, _, query = request.target.partition("?")
    return {
        "http_version": "1.1",
        "scheme": scheme,
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode("ascii", "replace"),
        "query_string": query.encode("ascii", "replace"),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers],
        "client": CLIENT,
        "server": (request.host, request.port),
        "state": state.copy(),
        "extensions": {},
    }

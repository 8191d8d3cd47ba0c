"""A notes service on bare WSGI: no framework, no dependencies."""

from collections.abc import Callable, Iterable
from typing import Any

type StartResponse = Callable[..., Any]

ORIGINS = {"https://app.example", "http://localhost:5173"}
MAX_BODY = 64 * 1024


def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    body = b'{"error": "not_implemented"}'
    start_response("501 Not Implemented", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]

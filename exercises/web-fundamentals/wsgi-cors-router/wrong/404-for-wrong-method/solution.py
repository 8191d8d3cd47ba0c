"""A notes service on bare WSGI: no framework, no dependencies."""

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

type Headers = list[tuple[str, str]]
type StartResponse = Callable[..., Any]
type Answer = tuple[HTTPStatus, object, Headers]
"""Status, what goes into the body (None for no body), further headers."""

ORIGINS = {"https://app.example", "http://localhost:5173"}
MAX_BODY = 64 * 1024

notes: dict[int, dict[str, object]] = {}
last_id = 0


class Failure(Exception):
    """An answer that is an error."""

    def __init__(self, status: HTTPStatus, slug: str, headers: Headers | None = None) -> None:
        self.answer: Answer = (status, {"error": slug}, headers or [])


def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    try:
        status, content, headers = dispatch(environ)
    except Failure as failure:
        status, content, headers = failure.answer
    headers = headers + cors_headers(environ, headers)
    body = b""
    if content is not None:
        body = json.dumps(content, ensure_ascii=False).encode()
        headers += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def dispatch(environ: dict[str, Any]) -> Answer:
    """Find the path, then the method, then let its handler answer."""
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    matched = re.fullmatch(r"/notes(?:/([0-9]+))?", path)
    note_id = int(matched[1]) if matched and matched[1] else None
    if not matched or (note_id is not None and note_id not in notes):
        raise Failure(HTTPStatus.NOT_FOUND, "not_found")
    handlers = COLLECTION if note_id is None else ITEM
    allow = ", ".join(sorted({*handlers, "HEAD", "OPTIONS"}))
    if method == "OPTIONS":
        return HTTPStatus.NO_CONTENT, None, [("Allow", allow)]
    handler = handlers.get("GET" if method == "HEAD" else method)
    if handler is None:
        raise Failure(HTTPStatus.NOT_FOUND, "not_found")
    return handler(environ, note_id)


def cors_headers(environ: dict[str, Any], headers: Headers) -> Headers:
    """What a browser wants to see; ``headers`` are the answer's own."""
    added = [("Vary", "Origin")]
    origin = environ.get("HTTP_ORIGIN")
    if origin in ORIGINS:
        added += [("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true")]
        if environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
            added += [("Access-Control-Allow-Methods", value) for name, value in headers if name == "Allow"]
            added += [("Access-Control-Allow-Headers", "content-type"), ("Access-Control-Max-Age", "600")]
    return added


def list_notes(environ: dict[str, Any], note_id: int | None) -> Answer:
    return HTTPStatus.OK, [notes[key] for key in sorted(notes)], []


def create_note(environ: dict[str, Any], note_id: int | None) -> Answer:
    global last_id
    text = read_text(environ)
    last_id += 1
    notes[last_id] = {"id": last_id, "text": text}
    return HTTPStatus.CREATED, notes[last_id], [("Location", f"/notes/{last_id}")]


def show_note(environ: dict[str, Any], note_id: int) -> Answer:
    return HTTPStatus.OK, notes[note_id], []


def replace_note(environ: dict[str, Any], note_id: int) -> Answer:
    notes[note_id] = {"id": note_id, "text": read_text(environ)}
    return HTTPStatus.OK, notes[note_id], []


def delete_note(environ: dict[str, Any], note_id: int) -> Answer:
    del notes[note_id]
    return HTTPStatus.NO_CONTENT, None, []


COLLECTION: dict[str, Callable[..., Answer]] = {"GET": list_notes, "POST": create_note}
ITEM: dict[str, Callable[..., Answer]] = {"GET": show_note, "PUT": replace_note, "DELETE": delete_note}


def read_text(environ: dict[str, Any]) -> str:
    """The text of the note in the request's body."""
    media_type = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Failure(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type")
    length = environ.get("CONTENT_LENGTH", "")
    if not length:
        raise Failure(HTTPStatus.LENGTH_REQUIRED, "length_required")
    if int(length) > MAX_BODY:
        raise Failure(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    try:
        content = json.loads(environ["wsgi.input"].read(int(length)).decode())
    except ValueError:
        raise Failure(HTTPStatus.BAD_REQUEST, "bad_json") from None
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(text, str) or not text:
        raise Failure(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_note")
    return text

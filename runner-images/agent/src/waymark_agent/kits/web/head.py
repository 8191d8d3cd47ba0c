"""What may stand in an answer's head, whichever interface it came through."""

from __future__ import annotations

import re
from dataclasses import dataclass

type Headers = list[tuple[str, str]]
"""Names and values as latin-1 text, in the order in which they were sent."""

MAX_HEADERS = 200
MAX_HEADER_CHARACTERS = 32 * 1024

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Request:
    """A request's head."""

    method: str
    scheme: str
    host: str
    port: int
    target: str
    """Path and query as they go over the wire."""
    headers: Headers

    @property
    def called(self) -> str:
        """As a sentence names it."""
        path = self.target if len(self.target) <= 80 else self.target[:77] + "..."
        return f"{self.method} {path}"


def header_fault(name: str, value: str) -> str | None:
    """What is wrong with a header, as a sentence; None when nothing is."""
    if not _TOKEN.fullmatch(name):
        return f"the header name {name[:80]!r} has characters that a header name cannot have"
    if _CONTROL.search(value):
        return f"the value of the header {name} has a line break or another control character: {value[:80]!r}"
    return None


def headers_fault(headers: Headers) -> str | None:
    """What is wrong with an answer's headers as a whole."""
    if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_CHARACTERS:
        return (
            f"the answer has more than {MAX_HEADERS} headers or more than {MAX_HEADER_CHARACTERS:,} characters in them"
        )
    lengths = {value.strip() for name, value in headers if name.lower() == "content-length"}
    if len(lengths) > 1:
        return f"the answer has several values for Content-Length: {', '.join(sorted(lengths))[:80]}"
    for length in lengths:
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            return f"the answer's Content-Length is {length[:80]!r}, and not a number of bytes"
    return None


def declared_length(headers: Headers) -> int | None:
    for name, value in headers:
        if name.lower() == "content-length":
            return int(value)
    return None

"""Frames on file descriptors: a 4-byte big-endian length, then a JSON header, a newline and a JSON body (may be empty).

The header is what the orchestrator reads; the body is opaque to it and travels untouched between judge and worker, so
that numbers keep their exact text. Both are ASCII JSON without raw newlines.
"""

import json
import os
import struct
from collections.abc import Mapping

MAX_FRAME_BYTES = 1 << 20
"""Largest frame a worker may send: 1 MiB."""

MAX_INBOUND_BYTES = 64 << 20
"""Largest frame we accept from the orchestrator, who is trusted."""

# Bound here, because a suite or a submission may patch the modules.
_loads = json.loads
_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


class ChannelClosed(Exception):
    """The other side is gone, or spoke something that is not a frame."""


def pack(header: Mapping[str, object], body: bytes = b"") -> bytes:
    payload = _dumps(header).encode("ascii") + b"\n" + body
    return struct.pack(">I", len(payload)) + payload


def dumps(value: object) -> bytes:
    return _dumps(value).encode("ascii")


def read_exactly(fd: int, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            raise ChannelClosed
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(fd: int, limit: int = MAX_INBOUND_BYTES) -> tuple[dict[str, object], bytes]:
    """Header and body of the next frame. Raises ChannelClosed at the end of the stream and on anything malformed."""
    (length,) = struct.unpack(">I", read_exactly(fd, 4))
    if length > limit:
        raise ChannelClosed
    head, _, body = read_exactly(fd, length).partition(b"\n")
    try:
        header = _loads(head)
    except (ValueError, RecursionError) as error:
        raise ChannelClosed from error
    if type(header) is not dict:
        raise ChannelClosed
    return header, body


def write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]

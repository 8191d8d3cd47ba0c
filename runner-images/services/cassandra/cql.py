"""As much of Cassandra's protocol (version 4) as the agent needs: log in, run a statement, read a column of names."""

from __future__ import annotations

import socket
import struct
from typing import Self

ERROR, STARTUP, READY, AUTHENTICATE, OPTIONS, SUPPORTED, QUERY, RESULT = 0, 1, 2, 3, 5, 6, 7, 8
AUTH_RESPONSE, AUTH_SUCCESS = 15, 16
ONE = 1
ROWS = 2
TIMEOUT_SECONDS = 60.0


class CqlError(Exception):
    """What the server says is wrong."""


class Connection:
    """Use it in a ``with``."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def is_answering(self) -> bool:
        return self.ask(OPTIONS, b"")[0] == SUPPORTED

    def log_in(self, user: str, password: str) -> None:
        options = struct.pack(">H", 1) + text("CQL_VERSION") + text("3.0.0")
        if self.ask(STARTUP, options)[0] == AUTHENTICATE:
            token = f"\0{user}\0{password}".encode()
            self.ask(AUTH_RESPONSE, struct.pack(">i", len(token)) + token)

    def run(self, statement: str) -> list[str]:
        """The first column of the rows, if there are any: texts."""
        query = statement.encode()
        _, body = self.ask(QUERY, struct.pack(">i", len(query)) + query + struct.pack(">HB", ONE, 0))
        (kind,) = struct.unpack_from(">i", body)
        return first_column(body[4:]) if kind == ROWS else []

    def ask(self, opcode: int, body: bytes) -> tuple[int, bytes]:
        self.socket.sendall(struct.pack(">BBhBi", 4, 0, 0, opcode, len(body)) + body)
        _, _, _, answered, length = struct.unpack(">BBhBi", self.read(9))
        answer = self.read(length)
        if answered == ERROR:
            (size,) = struct.unpack_from(">H", answer, 4)
            raise CqlError(answer[6 : 6 + size].decode("utf-8", "replace"))
        return answered, answer

    def read(self, count: int) -> bytes:
        data = self.socket.recv(count, socket.MSG_WAITALL) if count else b""
        if len(data) != count:
            raise ConnectionError("the server has closed the connection")
        return data


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def first_column(body: bytes) -> list[str]:
    """Of rows whose columns are plain texts: each type is a number without anything after it."""
    flags, columns = struct.unpack_from(">ii", body)
    place = 8

    def skip_text() -> None:
        nonlocal place
        (size,) = struct.unpack_from(">H", body, place)
        place += 2 + size

    if flags & 1:
        skip_text()
        skip_text()
    for _ in range(columns):
        for _ in range(1 if flags & 1 else 3):
            skip_text()
        place += 2
    (rows,) = struct.unpack_from(">i", body, place)
    place += 4
    found: list[str] = []
    for number in range(rows * columns):
        (size,) = struct.unpack_from(">i", body, place)
        place += 4
        if number % columns == 0:
            found.append(body[place : place + max(size, 0)].decode())
        place += max(size, 0)
    return found

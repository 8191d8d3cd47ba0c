"""MongoDB's protocol, spoken by FerretDB: commands and aggregation stages that version 1 knows, kept in SQLite files.

Whoever connects has to show the password, by SCRAM-SHA-256. FerretDB 1 knows no roles: who is in may do everything, administer
users included. So a reset throws all of it away and starts the server on an empty folder, which takes it some hundredths of a
second.
"""

from __future__ import annotations

import shutil
import socket
import struct
from typing import TYPE_CHECKING, ClassVar

from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA = base.WORK / "data"
NAME = "app"
"""Of the user and of the database."""


class Server(base.Server):
    port: ClassVar[int] = 27017
    resets_by_restart: ClassVar[bool] = True

    def prepare(self) -> None:
        shutil.rmtree(DATA, ignore_errors=True)
        DATA.mkdir(mode=0o700)

    def command(self) -> Sequence[str]:
        return [
            "/opt/ferretdb",
            "--handler=sqlite",
            f"--sqlite-url=file:{DATA}/",
            f"--state-dir={DATA}",
            f"--listen-addr=127.0.0.1:{self.port}",
            "--debug-addr=-",
            "--telemetry=disable",
            "--log-level=error",
            "--test-enable-new-auth",
            f"--setup-database={NAME}",
        ]

    def environment(self) -> Mapping[str, str]:
        """The password is here because every process of the container can read a command line."""
        return {**super().environment(), "FERRETDB_SETUP_USERNAME": NAME, "FERRETDB_SETUP_PASSWORD": self.password}

    def is_ready(self) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(hello())
            (length,) = struct.unpack("<i", connection.recv(4, socket.MSG_WAITALL))
            return b"maxWireVersion" in connection.recv(length - 4, socket.MSG_WAITALL)

    def facts(self, host: str) -> base.Facts:
        url = f"mongodb://{NAME}:{self.password}@{host}:{self.port}/{NAME}"
        return {"user": NAME, "password": self.password, "database": NAME, "url": url}


def hello() -> bytes:
    """An OP_MSG with the document {"hello": 1, "$db": "admin"}: what needs no password."""
    elements = b"\x10hello\0" + struct.pack("<i", 1) + b"\x02$db\0" + struct.pack("<i", 6) + b"admin\0"
    document = struct.pack("<i", len(elements) + 5) + elements + b"\0"
    body = struct.pack("<iB", 0, 0) + document
    return struct.pack("<iiii", 16 + len(body), 1, 0, 2013) + body

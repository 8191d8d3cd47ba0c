"""Memcached, without a password: its text protocol, which drivers speak, has none, and nobody else can reach it."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, ClassVar

from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Sequence


class Server(base.Server):
    port: ClassVar[int] = 11211
    # It is up again in a moment, and a client can change more of it than flush_all puts back: its memory limit, a flush to come,
    # how it evicts, its counters.
    resets_by_restart: ClassVar[bool] = True

    def command(self) -> Sequence[str]:
        settings = [
            "--port=11211",
            "--udp-port=0",
            "--listen=127.0.0.1",
            "--memory-limit=64",
            "--threads=2",
            "--conn-limit=512",
        ]
        return ["/usr/bin/memcached", *settings]

    def is_ready(self) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"version\r\n")
            return connection.recv(64).startswith(b"VERSION ")

    def reset(self) -> None:
        """Nothing is left of what was before its start."""

    def facts(self, host: str) -> base.Facts:
        return {"url": f"memcached://{host}:{self.port}"}

    @property
    def stop_signal(self) -> int:
        """It has nothing to put in order, and would take a second for it."""
        return signal.SIGKILL

"""Redis' protocol, spoken by Valkey: nothing is kept on disk, and what could change the server itself is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import redis
from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Sequence

SOCKET = base.WORK / "valkey.sock"
CONFIGURATION = base.WORK / "valkey.conf"


class Server(base.Server):
    port: ClassVar[int] = 6379

    def prepare(self) -> None:
        """In a file, because every process of the container can read a command line."""
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"unixsocket {SOCKET}",
            "unixsocketperm 700",
            'save ""',
            "appendonly no",
            "maxmemory 128mb",
            "maxmemory-policy noeviction",
            "enable-debug-command no",
            "enable-module-command no",
            # The submission's user may do everything but change or stop the server.
            f"user default on >{self.password} ~* &* +@all -@admin -shutdown -config -debug +info +client +slowlog +latency",
            f"user waymark on >{self.admin_password} ~* &* +@all",
        ]
        CONFIGURATION.touch(mode=0o600)
        CONFIGURATION.write_text("\n".join(lines) + "\n", encoding="ascii")

    def command(self) -> Sequence[str]:
        return ["/usr/bin/valkey-server", str(CONFIGURATION)]

    def is_ready(self) -> bool:
        with self.connect() as client:
            return bool(client.ping())

    def reset(self) -> None:
        with self.connect() as client:
            client.flushall()
            client.function_flush()
            client.script_flush()
            client.config_resetstat()

    def connect(self) -> redis.Redis:
        return redis.Redis(
            unix_socket_path=str(SOCKET), username="waymark", password=self.admin_password, socket_timeout=5
        )

    def facts(self, host: str) -> base.Facts:
        return {"password": self.password, "url": f"redis://:{self.password}@{host}:{self.port}/0"}

"""RabbitMQ without plugins: one virtual host, and one user who may do everything in it."""

from __future__ import annotations

import secrets
import shutil
import socket
from typing import TYPE_CHECKING, ClassVar

from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "app"
"""Of the user and of the virtual host."""


class Server(base.Server):
    port: ClassVar[int] = 5672

    def prepare(self) -> None:
        shutil.copytree("/opt/data", base.WORK / "data", dirs_exist_ok=True)
        cookie = base.WORK / ".erlang.cookie"
        cookie.touch(mode=0o600)
        cookie.write_text(secrets.token_hex(20), encoding="ascii")
        cookie.chmod(0o400)

    def command(self) -> Sequence[str]:
        return ["/bin/sh", "/opt/waymark/service/run-broker"]

    def environment(self) -> Mapping[str, str]:
        return {**super().environment(), "HOME": str(base.WORK)}

    def is_ready(self) -> bool:
        if self.order("ready") != "ok":
            return False
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            # A method frame on channel 0: connection.start.
            return connection.recv(7)[:3] == b"\x01\x00\x00"

    def set_up(self) -> None:
        self.must(f"user {self.password}")

    def reset(self) -> None:
        self.must("reset")

    def must(self, order: str) -> None:
        answer = self.order(order)
        if answer != "ok":
            raise RuntimeError(f"the broker says {answer}")

    def order(self, order: str) -> str:
        """A line to ``waymark_control.erl`` in the broker, and its answer."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(base.WORK / "control.sock"))
            connection.sendall(f"{order}\n".encode())
            with connection.makefile(encoding="utf-8") as answer:
                return answer.readline().strip()

    def facts(self, host: str) -> base.Facts:
        url = f"amqp://{NAME}:{self.password}@{host}:{self.port}/{NAME}"
        return {"user": NAME, "password": self.password, "vhost": NAME, "url": url}

"""PostgreSQL: one database, owned by one user who is nothing more than that."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
from psycopg import sql
from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = base.WORK / "data"
NAME = "app"
"""Of the user and of the database."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": str(base.WORK),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",
    # Nothing outlives the grading, so nothing has to reach a disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "16MB",
    "min_wal_size": "2MB",
    # Statistics change when the submission or the suite says ANALYZE, and at no other time: a plan is the same in each grading.
    "autovacuum": "off",
    "jit": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


class Server(base.Server):
    port: ClassVar[int] = 5432

    def prepare(self) -> None:
        shutil.copytree("/opt/data", DATA, dirs_exist_ok=True)
        DATA.chmod(0o700)

    def command(self) -> Sequence[str]:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return ["/opt/postgresql/postgres", "-D", str(DATA), "-p", str(self.port), *settings]

    def is_ready(self) -> bool:
        with self.connect() as connection:
            connection.execute("SELECT 1")
        return True

    def set_up(self) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(NAME)))
            self.create(connection)

    def reset(self) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))
            self.create(connection)

    def create(self, connection: psycopg.Connection[Any]) -> None:
        name = sql.Identifier(NAME)
        # A role may change its own password and settings.
        connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(name))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(self.password)))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))

    def connect(self) -> psycopg.Connection[Any]:
        """As the superuser, over the socket that only this container's user can reach."""
        return psycopg.connect(host=str(base.WORK), port=self.port, user="postgres", dbname="postgres", autocommit=True)

    def facts(self, host: str) -> base.Facts:
        url = f"postgresql://{NAME}:{self.password}@{host}:{self.port}/{NAME}"
        return {"user": NAME, "password": self.password, "database": NAME, "url": url}

    @property
    def stop_signal(self) -> int:
        """A fast shutdown: open transactions are rolled back, connections ended."""
        return signal.SIGINT

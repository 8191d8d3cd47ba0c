"""MariaDB: one database, and one user who may do everything in it and nothing outside."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Any, ClassVar

import pymysql
from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = base.WORK / "data"
SOCKET = base.WORK / "mariadb.sock"
NAME = "app"
"""Of the user and of the database."""


class Server(base.Server):
    port: ClassVar[int] = 3306

    def prepare(self) -> None:
        shutil.copytree("/opt/data", DATA, dirs_exist_ok=True)
        DATA.chmod(0o700)

    def command(self) -> Sequence[str]:
        return ["/usr/sbin/mariadbd", "--defaults-file=/opt/waymark/service/my.cnf"]

    def is_ready(self) -> bool:
        with self.connect() as connection:
            connection.ping(reconnect=False)
        return True

    def set_up(self) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            # A user may change his own password, so he is made anew each time.
            cursor.execute(f"CREATE OR REPLACE USER {NAME}@'127.0.0.1' IDENTIFIED BY %s", [self.password])
            cursor.execute(f"CREATE OR REPLACE DATABASE {NAME}")
            cursor.execute(f"GRANT ALL ON {NAME}.* TO {NAME}@'127.0.0.1'")
            # To see transactions that are open, in information_schema.innodb_trx.
            cursor.execute(f"GRANT PROCESS ON *.* TO {NAME}@'127.0.0.1'")

    def reset(self) -> None:
        """A statement of a connection that is gone may still run, or wait, and hold what is to be dropped."""
        with self.connect() as connection, connection.cursor() as cursor:
            while cursor.execute("SELECT 1 FROM information_schema.processlist WHERE user = %s", [NAME]):
                cursor.execute(f"KILL USER {NAME}")
                time.sleep(0.005)
        self.set_up()

    def connect(self) -> pymysql.Connection[Any]:
        """As the administrator, over the socket, by being this container's user."""
        return pymysql.connect(unix_socket=str(SOCKET), user="service", autocommit=True, read_timeout=30)

    def facts(self, host: str) -> base.Facts:
        url = f"mysql://{NAME}:{self.password}@{host}:{self.port}/{NAME}"
        return {"user": NAME, "password": self.password, "database": NAME, "url": url}

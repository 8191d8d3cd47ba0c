"""While the image is built: a data directory with the system's own tables in it, and an archive of the classes that a node at
work has loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

from cql import Connection, CqlError
from server import CLASSES, DATA, PREPARED, SUPERUSER, Server
from waymark_service.process import ServerProcess, ServiceFailed

CLASS_LIST = "/tmp/classes.list"  # noqa: S108  while an image is built

SAMPLE = [
    "CREATE KEYSPACE IF NOT EXISTS sample WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
    (
        "CREATE TABLE IF NOT EXISTS sample.readings "
        "(sensor text, day date, at timestamp, value double, PRIMARY KEY ((sensor, day), at)) "
        "WITH CLUSTERING ORDER BY (at DESC)"
    ),
    "INSERT INTO sample.readings (sensor, day, at, value) VALUES ('a', '2024-05-01', '2024-05-01 10:00:00', 1.5) USING TTL 1000",
    "BEGIN UNLOGGED BATCH INSERT INTO sample.readings (sensor, day, at) VALUES ('b', '2024-05-01', 1); APPLY BATCH",
    "UPDATE sample.readings SET value = 2 WHERE sensor = 'a' AND day = '2024-05-01' AND at = 7 IF value = null",
    "SELECT * FROM sample.readings WHERE sensor = 'a' AND day = '2024-05-01' AND at >= 0 ORDER BY at ASC LIMIT 5",
    "DELETE FROM sample.readings WHERE sensor = 'a' AND day = '2024-05-01'",
    "DROP KEYSPACE sample",
]


def main() -> None:
    server = Server()
    server.configure()
    server.java_options = [f"-XX:DumpLoadedClassList={CLASS_LIST}"]
    process = ServerProcess(server)
    start(process)
    use(server)
    process.stop()
    server.java_options = ["-Xshare:dump", f"-XX:SharedClassListFile={CLASS_LIST}", f"-XX:SharedArchiveFile={CLASSES}"]
    subprocess.run(server.command(), check=True, env=dict(server.environment()), cwd="/work")
    shutil.copytree(DATA, PREPARED)


def use(server: Server) -> None:
    # The first superuser is made some moments after the port is open.
    deadline = time.monotonic() + server.ready_seconds
    while True:
        with Connection(server.port) as connection:
            try:
                connection.log_in(SUPERUSER, SUPERUSER)
            except CqlError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
                continue
            for statement in SAMPLE:
                connection.run(statement)
            return


def start(process: ServerProcess) -> None:
    try:
        process.start()
    except ServiceFailed:
        sys.stderr.write(process.log())
        raise


main()

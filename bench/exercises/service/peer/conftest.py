"""The same for plain pytest: the PostgreSQL of the service image, started beside the tests, its schema made anew for each of them."""

import os
import subprocess
import time
from contextlib import suppress
from types import SimpleNamespace

import psycopg
import pytest
from server import Server

PAUSE_SECONDS = 0.02


@pytest.fixture(scope="session")
def server():
    server = Server()
    server.prepare()
    process = subprocess.Popen(server.command(), env=server.environment(), stderr=subprocess.DEVNULL)
    while not is_ready(server):
        time.sleep(PAUSE_SECONDS)
    server.set_up()
    os.environ["POSTGRES_URL"] = url(server)
    yield server
    process.send_signal(server.stop_signal)
    process.wait()


@pytest.fixture
def services(server):
    def connect():
        return psycopg.connect(url(server), autocommit=True)

    yield SimpleNamespace(postgres=SimpleNamespace(connect=connect))
    with server.connect() as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
    with connect() as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def is_ready(server):
    with suppress(OSError, psycopg.OperationalError):
        return server.is_ready()
    return False


def url(server):
    return server.facts("127.0.0.1")["url"]

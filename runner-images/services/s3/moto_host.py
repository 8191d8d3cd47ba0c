"""moto, imported once and forked for each state.

Theory of operation
-------------------
moto keeps everything in memory, takes two seconds to import, and lets clients change its settings. So this process imports
it, runs each service once, and forks: the child serves. To put the state back, the child ends and the next one is forked
from the same untouched parent.

The child listens on the services' port for as long as somebody (``moto_port.py``) holds a connection to the socket
``CONTROL`` on which he has said ``serve``. That one is the server to the agent, which stops and kills it; what clients have
stored stays here, as it stays with AWS while nobody can reach it. ``reset`` on another connection ends the child.
"""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import ThreadedWSGIServer
from werkzeug.test import Client

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTROL = "/work/moto.sock"
PORT = 5000
REGION = "us-east-1"

FIRST_CALLS = [
    ("s3", "GET", "/", {}, b""),
    ("sqs", "POST", "/", {"X-Amz-Target": "AmazonSQS.ListQueues", "Content-Type": "application/x-amz-json-1.0"}, b"{}"),
    (
        "sns",
        "POST",
        "/",
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"Action=ListTopics&Version=2010-03-31",
    ),
    (
        "dynamodb",
        "POST",
        "/",
        {"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": "application/x-amz-json-1.0"},
        b"{}",
    ),
    ("lambda", "GET", "/2015-03-31/functions", {}, b""),
    (
        "sts",
        "POST",
        "/",
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"Action=GetCallerIdentity&Version=2011-06-15",
    ),
]
"""One harmless call of each service: what it imports and reads late is there before the fork."""


class Handler(MotoRequestHandler):
    """Says nothing of requests: only the end of a log is kept, and it is for what went wrong."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def main() -> None:
    control = socket.socket(socket.AF_UNIX)
    control.bind(CONTROL)
    app = ready_app()
    control.listen()
    while True:
        child = os.fork()
        if child == 0:
            serve(control, app)
        os.waitpid(child, 0)


def ready_app() -> DomainDispatcherApplication:
    # There is no Docker here to run a function in: an invocation gives its payload back.
    default_user_config["lambda"]["use_docker"] = False
    app = DomainDispatcherApplication(create_backend_app)
    client = Client(app)
    for service, method, path, headers, body in FIRST_CALLS:
        scope = f"AWS4-HMAC-SHA256 Credential=first/20250101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        answer = client.open(path, method=method, headers={**headers, "Authorization": scope}, data=body)
        if answer.status_code != 200:
            raise RuntimeError(f"{service} answers {answer.status_code}: {answer.text}")
    return app


def serve(control: socket.socket, app: DomainDispatcherApplication) -> None:
    one_at_a_time = threading.Lock()
    while True:
        connection, _ = control.accept()
        threading.Thread(target=obey, args=(connection, app, one_at_a_time), daemon=True).start()


def obey(connection: socket.socket, app: DomainDispatcherApplication, one_at_a_time: threading.Lock) -> None:
    order = connection.recv(16)
    if order == b"reset":
        os._exit(0)
    if order == b"serve":
        with one_at_a_time:
            server = ThreadedWSGIServer("127.0.0.1", PORT, app, Handler)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
            wait_for_end(iter(lambda: connection.recv(16), b""))
            # At once: whoever connects from now on is refused.
            server.socket.close()
            server.shutdown()
            server.server_close()
    connection.close()


def wait_for_end(received: Iterable[bytes]) -> None:
    for _ in received:
        pass


if __name__ == "__main__":
    main()

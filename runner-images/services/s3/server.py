"""AWS as moto plays it: S3, SQS, SNS, DynamoDB, and the management of Lambda functions."""

from __future__ import annotations

import contextlib
import http.client
import os
import secrets
import signal
import socket
import string
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTROL = base.WORK / "moto.sock"
REGION = "us-east-1"
RESET_SECONDS = 30.0


def access_key() -> str:
    return "AKIA" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(16))


@dataclass
class Server(base.Server):
    port: ClassVar[int] = 5000
    access_key: str = field(default_factory=access_key)
    host: subprocess.Popen[bytes] | None = None
    """``moto_host.py``: the services and what is stored in them. It goes on while the server is stopped."""

    def prepare(self) -> None:
        """Also where all is to begin anew: the process that has the state goes with it."""
        if self.host is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.host.pid, signal.SIGKILL)
            self.host.wait()
            self.host = None

    def command(self) -> Sequence[str]:
        if self.host is None or self.host.poll() is not None:
            self.start_host()
        while self.answers():
            # The port of the process that was stopped last is just being closed.
            time.sleep(0.005)
        return [sys.executable, "-sP", "/opt/waymark/service/moto_port.py"]

    def start_host(self) -> None:
        CONTROL.unlink(missing_ok=True)
        host = [sys.executable, "-sP", "/opt/waymark/service/moto_host.py"]
        self.host = subprocess.Popen(
            ["/bin/sh", "-c", 'echo 1000 > /proc/self/oom_score_adj; exec "$@"', "sh", *host],
            env=dict(self.environment()),
            stdin=subprocess.DEVNULL,
            cwd=base.WORK,
            start_new_session=True,
        )
        deadline = time.monotonic() + self.ready_seconds
        while not self.reaches_host():
            if self.host.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("moto did not come up")
            time.sleep(0.02)

    def reaches_host(self) -> bool:
        with socket.socket(socket.AF_UNIX) as control:
            return control.connect_ex(str(CONTROL)) == 0

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/moto-api/data.json")
            return connection.getresponse().status == http.HTTPStatus.OK
        finally:
            connection.close()

    def reset(self) -> None:
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(RESET_SECONDS)
            control.connect(str(CONTROL))
            control.sendall(b"reset")
            # The end of the process that had the state.
            control.recv(1)
        deadline = time.monotonic() + RESET_SECONDS
        while not self.answers():
            if time.monotonic() > deadline:
                raise RuntimeError("moto does not come back after a reset")
            time.sleep(0.005)

    def answers(self) -> bool:
        try:
            return self.is_ready()
        except (OSError, http.client.HTTPException):
            return False

    def facts(self, host: str) -> base.Facts:
        url = f"http://{host}:{self.port}"
        return {
            "url": url,
            "region": REGION,
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.password,
            "AWS_DEFAULT_REGION": REGION,
        }

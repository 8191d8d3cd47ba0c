"""The server's process: started, watched, stopped; the end of what it prints is kept."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark_service.base import Server

LOG_LINES = 40
STOP_SECONDS = 10.0
POLL_SECONDS = 0.01


class ServiceFailed(Exception):
    """The server ended, or does not answer."""


class ServerProcess:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.process: subprocess.Popen[bytes] | None = None
        self.lines: deque[bytes] = deque(maxlen=LOG_LINES)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers. Raises ServiceFailed."""
        command: Sequence[str] = self.server.command()
        # Killed first when memory runs out: the agent has to live on, to start it again.
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", 'echo 1000 > /proc/self/oom_score_adj; exec "$@"', "sh", *command],
            env=dict(self.server.environment()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/work",
            start_new_session=True,
        )
        threading.Thread(target=self.read_log, args=(self.process,), daemon=True).start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.server.ready_seconds
        trouble = "it does not answer"
        while time.monotonic() < deadline:
            if not self.is_running:
                code = None if self.process is None else self.process.returncode
                raise ServiceFailed(f"the server ended with exit code {code}")
            try:
                if self.server.is_ready():
                    return
            except Exception as error:  # noqa: BLE001  a driver has many words for "not yet"
                trouble = f"{type(error).__name__}: {error}"
            time.sleep(POLL_SECONDS)
        raise ServiceFailed(f"it did not become ready in {self.server.ready_seconds:.0f} s: {trouble}")

    def stop(self, *, kill: bool = False) -> None:
        process = self.process
        if process is None or process.poll() is not None:
            return
        os.kill(process.pid, signal.SIGKILL if kill else self.server.stop_signal)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            kill = True
        if kill:
            # Its children are of its session; what it had started elsewhere ends for want of a parent.
            kill_group(process.pid)
            process.wait()
        reap()

    def read_log(self, process: subprocess.Popen[bytes]) -> None:
        output = process.stdout
        if output is not None:
            for line in iter(lambda: output.readline(4096), b""):
                self.lines.append(line)

    def log(self) -> str:
        return b"".join(self.lines).decode("utf-8", "replace")[-4000:]


def kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def reap() -> None:
    """Orphans of the server, as process 1 of the container has to."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass

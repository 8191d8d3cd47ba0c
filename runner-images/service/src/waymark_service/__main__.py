"""Runs the agent of a service. See the package."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import sys
import threading
from typing import TYPE_CHECKING

from waymark_wire.frames import ChannelClosed, pack, read_frame, write_all
from waymark_wire.relay import Relay

from waymark_service.base import WORK
from waymark_service.process import ServerProcess, ServiceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waymark_service.base import Server


RESET_SECONDS = 15.0
"""After that a server is not put back, but begun anew."""


class Agent:
    def __init__(self, stdin: int, stdout: int, server: Server) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.server = server
        self.process = ServerProcess(server)
        self.selector = selectors.DefaultSelector()
        self.relay = Relay(self.selector, self.send)
        self.selector.register(stdin, selectors.EVENT_READ, self.hear)

    def send(self, header: Mapping[str, object], body: bytes = b"") -> None:
        write_all(self.stdout, pack(header, body))

    def serve(self) -> None:
        while True:
            for key, events in self.selector.select():
                key.data(events)

    def hear(self, _: int) -> None:
        header, body = read_frame(self.stdin)
        if header["t"] == "link":
            self.relay.hear(header, body)
            return
        try:
            if header["t"] == "start":
                self.send({"t": "ready"}, json.dumps(self.start(json.loads(body))).encode("ascii"))
            else:
                self.do(str(header["what"]))
                self.send({"t": "done", "id": header["id"]})
        except Exception as error:  # noqa: BLE001  whatever a server or its driver comes up with has to be told
            why = str(error) if isinstance(error, ServiceFailed) else f"{type(error).__name__}: {error}"
            told = json.dumps({"why": why[:2000], "log": self.process.log()}).encode("ascii")
            self.send({"t": "failed", "id": header.get("id")}, told)

    def start(self, addresses: Mapping[str, str]) -> dict[str, object]:
        server = self.server
        server.sandbox, server.judge = addresses["sandbox"], addresses["judge"]
        self.begin()
        return {"ports": list(server.ports), "sandbox": self.facts(server.sandbox), "judge": self.facts(server.judge)}

    def begin(self) -> None:
        self.server.prepare()
        self.process.start()
        self.server.set_up()

    def facts(self, host: str) -> dict[str, str | int]:
        known: dict[str, str | int] = {"host": host, "port": self.server.port}
        return known | self.server.facts(host)

    def do(self, what: str) -> None:
        match what:
            case "reset":
                self.relay.close_all()
                self.reset()
            case "stop":
                self.process.stop()
                self.relay.close_all()
            case "kill":
                self.process.stop(kill=True)
                self.relay.close_all()
            case "start":
                if not self.process.is_running:
                    self.process.start()
            case _:
                raise ServiceFailed(f"nobody knows how to {what}")

    def reset(self) -> None:
        """What a submission did to the server must not become a failure of ours: where it cannot be put back, it begins anew."""
        if self.server.resets_by_restart:
            self.begin_anew()
            return
        watch = threading.Timer(RESET_SECONDS, lambda: self.process.stop(kill=True))
        watch.start()
        try:
            if not self.process.is_running:
                # A test stopped it, or the submission brought it down.
                self.process.start()
            self.server.reset()
        except Exception:  # noqa: BLE001  a driver has many words for a server that does not answer
            watch.cancel()
            self.begin_anew()
        finally:
            watch.cancel()

    def begin_anew(self) -> None:
        self.process.stop(kill=True)
        for path in WORK.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self.begin()


def main() -> None:
    # The protocol moves to private descriptors: what a driver prints must not break a frame.
    stdin, stdout = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.path.append("/opt/waymark/service")
    from server import Server as Served  # noqa: PLC0415  found where the image has it

    agent = Agent(stdin, stdout, Served())
    agent.send({"t": "up"})
    try:
        agent.serve()
    except (ChannelClosed, BrokenPipeError):
        # The orchestrator is gone: process 1 ends, and the kernel ends the server with it.
        os._exit(0)


main()

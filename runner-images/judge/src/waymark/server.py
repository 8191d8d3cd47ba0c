"""The judge container's first process: relays frames between the orchestrator and the processes of suites and gradings.

Frames from the orchestrator (header ``t``), all with JSON bodies where said:
  collect     ``suite``; body {"files": [[path, base64] ...], "modules": [name ...], "others": [name ...], "shareHelpers": bool};
              ``modules`` are the submission's whatever else has the name, ``others`` where nothing else has it;
              ``shareHelpers`` (false unless said): the submission may import the suite's modules that are no tests;
              ``drivers`` (none unless said): names of the services whose drivers to import before anything else;
              ``order`` (as collected unless said): seed of the order in which the tests run
  grade       ``suite``, ``run``, ``from``: grade in a fork of the suite's collected process, from that test on (default 0);
              the body, if any, has the facts of the grading's services by name (see ``kits/services.py``)
  grade-live  ``suite``, ``run``, ``from``; body as of collect: collect beside the sandbox, then grade
  network     ``net``; body {"address", "ports"}: listen there for the suite's connections to services; answered by ``network``
  link        ``net``: of such a connection, see ``waymark_wire.relay``
  network-over ``net``
  abort       ``run``: end the grading's process
  answer, ended, gone, go, service-done   ``run``: for the grading's process
Frames to it: ``ready``; ``collected`` or ``not-collected`` with ``suite``; everything a grading says, with its ``run``;
``closed`` with ``suite`` or ``run`` when that process has ended, and ``oom`` where the kernel killed for memory meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any

from waymark_wire.evidence import read_counters
from waymark_wire.frames import ChannelClosed, pack, read_frame, write_all
from waymark_wire.relay import Relay

from waymark import collector


@dataclass(slots=True)
class Peer:
    """A suite's or a grading's process: its end of the socket and the header field that names it."""

    link: socket.socket
    label: dict[str, Any]
    pid: int | None = None


class Server:
    def __init__(self, stdin: int, stdout: int) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.suites: dict[str, Peer] = {}
        self.runs: dict[str, Peer] = {}
        self.networks: dict[str, Relay] = {}
        self.oom_kills = read_counters().oom_kills
        self.selector = selectors.DefaultSelector()
        self.selector.register(stdin, selectors.EVENT_READ, None)

    def serve(self) -> None:
        write_all(self.stdout, pack({"t": "ready"}))
        while True:
            for key, events in self.selector.select():
                if key.data is None:
                    self.hear_orchestrator()
                elif isinstance(key.data, Peer):
                    self.hear_peer(key.data)
                else:
                    key.data(events)

    def hear_orchestrator(self) -> None:
        header, body = read_frame(self.stdin)
        kind, suite, run = header["t"], str(header.get("suite")), str(header.get("run"))
        first = int(str(header.get("from", 0)))
        match kind:
            case "collect":
                content = json.loads(body)
                told = collector.write_suite(suite, content)
                self.suites[suite] = self.fork({"suite": suite}, lambda link: collector.collect(link, told))
            case "grade":
                ours, theirs = socket.socketpair()
                told_more = int(bool(body))
                socket.send_fds(
                    self.suites[suite].link, [f"{run} {first} {told_more}".encode("ascii")], [theirs.fileno()]
                )
                theirs.close()
                grading = self.runs[run] = self.watch(Peer(ours, {"run": run}))
                if told_more:
                    self.pass_on(grading, {"t": "services"}, body)
            case "grade-live":
                content = json.loads(body)
                told = collector.write_suite(suite, content)
                self.runs[run] = self.fork(
                    {"run": run},
                    lambda link: collector.grade_live(link.detach(), run, first, told, content.get("services") or {}),
                )
            case "network" | "network-over" | "link":
                self.hear_network(str(header["net"]), header, body)
            case "abort":
                self.drop(self.runs.get(run))
            case _:
                peer = self.runs.get(run)
                if peer is not None:
                    self.pass_on(peer, header, body)

    def hear_network(self, name: str, header: dict[str, Any], body: bytes) -> None:
        """Of the suite's connections to a grading's services."""
        match header["t"]:
            case "network":
                label = {"net": name}
                relay = Relay(self.selector, lambda told, data: write_all(self.stdout, pack(told | label, data)))
                wanted = json.loads(body)
                for port in wanted["ports"]:
                    relay.listen(wanted["address"], port)
                self.networks[name] = relay
                write_all(self.stdout, pack({"t": "network"} | label))
            case "network-over":
                relay_or_none = self.networks.pop(name, None)
                if relay_or_none is not None:
                    relay_or_none.abandon()
            case _:
                if name in self.networks:
                    self.networks[name].hear(header, body)

    def pass_on(self, peer: Peer, header: dict[str, Any], body: bytes) -> None:
        try:
            write_all(peer.link.fileno(), pack(header, body))
        except OSError:
            self.drop(peer)

    def hear_peer(self, peer: Peer) -> None:
        try:
            header, body = read_frame(peer.link.fileno())
        except (ChannelClosed, OSError):
            self.drop(peer)
            return
        if header["t"] == "started":
            peer.pid = int(str(header["pid"]))
        write_all(self.stdout, pack(header | peer.label, body))

    def fork(self, label: dict[str, Any], life: Any) -> Peer:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self.selector.close()
            for relay in self.networks.values():
                relay.let_go()
            for fd in (self.stdin, self.stdout):
                os.close(fd)
            ours.close()
            life(theirs)
        theirs.close()
        return self.watch(Peer(ours, label, pid))

    def watch(self, peer: Peer) -> Peer:
        self.selector.register(peer.link, selectors.EVENT_READ, peer)
        return peer

    def drop(self, peer: Peer | None) -> None:
        """The process has ended, or is told to by the closing of its line."""
        if peer is None or peer.link.fileno() < 0:
            return
        self.selector.unregister(peer.link)
        peer.link.close()
        if peer.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(peer.pid, signal.SIGKILL)
        run = peer.label.get("run")
        if run is not None:
            self.runs.pop(run, None)
            shutil.rmtree(os.path.join(collector.TEMPORARY, run), ignore_errors=True)
        self.suites.pop(peer.label.get("suite", ""), None)
        killed, self.oom_kills = self.oom_kills, read_counters().oom_kills
        write_all(self.stdout, pack({"t": "closed", "oom": self.oom_kills > killed} | peer.label))
        self.reap()

    def reap(self) -> None:
        """Ended children, orphans of collectors among them, as process 1 of the container has to."""
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return


def main() -> None:
    # The protocol moves to private descriptors: a print in a suite must not break a frame.
    stdin, stdout = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.stdout = sys.stderr
    sys.dont_write_bytecode = True
    try:
        Server(stdin, stdout).serve()
    except (ChannelClosed, BrokenPipeError):
        # The orchestrator is gone: nobody to answer, and the container ends with us.
        os._exit(0)


if __name__ == "__main__":
    main()

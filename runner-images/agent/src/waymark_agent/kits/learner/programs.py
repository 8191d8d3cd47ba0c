"""Implementations that are programs: the suite starts a stub by the program's name, and the worker runs the real thing.

The stub sends its arguments, environment, folder and standard streams over a socket; the worker forks a process that runs the
program's code with them. Signals go on to it, its end is the stub's end, and when the stub is killed it dies too. So
the suite has a process to start, to wait for and to stop, and the code never comes near it.
"""

from __future__ import annotations

import array
import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
import types
from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ADDRESS = "\0waymark-programs"
MAX_MESSAGE = 256 * 1024
PATIENCE = 20
"""Twentieths of a second until a program that still runs counts as left behind."""

STUB = f"""\
import array, json, os, signal, socket, struct, sys

line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
line.connect({ADDRESS!r})
asked = json.dumps([sys.argv, dict(os.environ), os.getcwd()]).encode()
line.sendmsg([asked], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
    signal.signal(number, lambda number, _: line.send(bytes([number])))
answer = line.recv(8)
status = struct.unpack("i", answer)[0] if len(answer) == 4 else 1
if status < 0:
    signal.signal(-status, signal.SIG_DFL) if -status != signal.SIGKILL else None
    os.kill(os.getpid(), -status)
os._exit(status)
"""
"""What lies in the program's place: the same for every implementation."""


class Running:
    """A program that was started: its stub's end of the line, its process."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self.line = line
        self.pid = pid


class Programs:
    STUB = STUB

    def __init__(self, codes: Mapping[str, types.CodeType]) -> None:
        self.codes = codes
        self.started: list[list[str]] = []
        self.waiting: list[socket.socket] = []
        self.processes: list[Running] = []
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def __enter__(self) -> Self:
        self.door.bind(ADDRESS)
        self.door.listen(64)
        return self

    def __exit__(self, *_: object) -> None:
        for one in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
            one.line.close()
        for line in self.waiting:
            line.close()
        self.door.close()

    def waits_for(self) -> list[int]:
        lines = [*self.waiting, *(one.line for one in self.processes)]
        return [self.door.fileno(), *(line.fileno() for line in lines)]

    def serve(self, ready: Sequence[int]) -> None:
        """What has come in on these descriptors, and programs that have ended meanwhile."""
        for one in list(self.processes):
            done, status = os.waitpid(one.pid, os.WNOHANG)
            if done:
                self.end(one, status)
            elif one.line.fileno() in ready:
                self.forward(one)
        for line in list(self.waiting):
            if line.fileno() in ready:
                self.waiting.remove(line)
                self.start(line)
        if self.door.fileno() in ready:
            self.waiting.append(self.door.accept()[0])

    def left(self) -> int:
        """How many programs the suite has left behind. One that was told to stop, and not waited for, has a moment to do it."""
        for _ in range(PATIENCE):
            self.serve(select.select(self.waits_for(), [], [], 0)[0])
            if not self.processes:
                break
            time.sleep(0.05)
        return len(self.processes)

    def start(self, line: socket.socket) -> None:
        try:
            data, rights, _, _ = line.recvmsg(MAX_MESSAGE, socket.CMSG_SPACE(3 * array.array("i").itemsize))
            streams = [fd for _, _, sent in rights for fd in array.array("i", sent[: len(sent) - len(sent) % 4])]
        except OSError:
            line.close()
            return
        try:
            arguments, environment, folder = json.loads(data)
            code = self.codes.get(os.path.relpath(os.path.join(folder, arguments[0])), None)
            if code is None:
                code = next(iter(self.codes.values()))
            self.started.append([str(text) for text in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            pid = os.fork()
            if pid == 0:
                self.become(code, arguments, environment, folder, streams)
            self.processes.append(Running(line, pid))
        except (ValueError, TypeError, IndexError, StopIteration):
            line.close()
        finally:
            for fd in streams:
                os.close(fd)

    def become(
        self,
        code: types.CodeType,
        arguments: list[str],
        environment: dict[str, str],
        folder: str,
        streams: list[int],
    ) -> NoReturn:
        """In the forked process: the program, as if Python had been started with it."""
        status = 1
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            for target, fd in enumerate(streams[:3]):
                os.dup2(fd, target)
            os.closerange(3, 256)
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            sys.stdin = open(0, closefd=False)  # noqa: SIM115
            sys.stdout = open(1, "w", 1, "utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", 1, "utf-8", closefd=False)  # noqa: SIM115
            sys.argv = arguments
            main = sys.modules["__main__"] = types.ModuleType("__main__")
            exec(code, main.__dict__)
            status = 0
        except SystemExit as leaving:
            status = leaving.code if type(leaving.code) is int else int(leaving.code is not None)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            with contextlib.suppress(Exception):
                sys.stdout.flush()
            os._exit(status & 255)

    def forward(self, one: Running) -> None:
        """A signal the stub has got, or the stub's end."""
        try:
            data = one.line.recv(1)
        except OSError:
            data = b""
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, data[0] if data else signal.SIGKILL)
        if not data:
            self.end(one, os.waitpid(one.pid, 0)[1])

    def end(self, one: Running, status: int) -> None:
        self.processes.remove(one)
        with contextlib.suppress(OSError):
            one.line.send(os.waitstatus_to_exitcode(status).to_bytes(4, sys.byteorder, signed=True))
        one.line.close()

"""A test's worker without another import: a fork of one that has imported the submission and has run nothing since.

The first worker of a kind is asked to begin. If its import left nothing behind but memory, it becomes a template, and each
test whose beginning is the same gets a fork of it: the state it begins with is that of a fresh import, to the byte. Whatever a
fork would share is a reason against it: open files, threads, processes, shared memory, files that were written or changed.
"""

from __future__ import annotations

import _socket
import os
import select
import signal
import struct
from typing import TYPE_CHECKING

from waymark_wire.evidence import count_tasks

from waymark_agent import workspace

if TYPE_CHECKING:
    import resource
    from collections.abc import Sequence

PATIENCE_MS = 1000
"""How long a template may take to fork, and a killed worker to be gone, before all of the sandbox's processes are killed."""


class Template:
    """A worker that serves no test itself. ``asked`` is what it was asked to begin with, ``answer`` what it said."""

    __slots__ = ("answer", "asked", "channel", "fork_pid", "is_closed", "outputs")

    def __init__(self, channel: int, outputs: tuple[int, int], asked: bytes, answer: bytes) -> None:
        self.channel = channel
        self.outputs = outputs
        self.asked = asked
        self.answer = answer
        self.fork_pid = 0
        self.is_closed = False

    def fork(self, channel: int, stdout: int, stderr: int) -> None:
        """Have it fork a worker that talks on these. Raises OSError."""
        self.fork_pid = 0
        line = _socket.socket(fileno=self.channel)
        try:
            line.sendmsg([TO_TEMPLATE], [(*RIGHTS, struct.pack("3i", channel, stdout, stderr))])
        finally:
            line.detach()

    def end_of_fork(self, *, kill: bool, patience_ms: int = PATIENCE_MS) -> tuple[int, int, int] | None:
        """How the worker it has forked ended: wait status, CPU time in ms, peak memory in bytes. None when it has not in time."""
        said = self._hear(FORKED.size)
        if said is None:
            return None
        (self.fork_pid,) = FORKED.unpack(said)
        try:
            if kill and self.fork_pid > 1:
                os.kill(self.fork_pid, signal.SIGKILL)
            os.write(self.channel, TO_TEMPLATE)
        except OSError:
            return None
        said = self._hear(ENDED.size, patience_ms)
        return None if said is None else ENDED.unpack(said)

    def close(self) -> None:
        self.is_closed = True
        for fd in (self.channel, *self.outputs):
            os.close(fd)

    def _hear(self, size: int, patience_ms: int = PATIENCE_MS) -> bytes | None:
        poller = select.poll()
        poller.register(self.channel, select.POLLIN)
        if not poller.poll(patience_ms):
            return None
        try:
            said = os.read(self.channel, size)
        except OSError:
            return None
        return said if len(said) == size else None


TO_TEMPLATE = struct.pack(">I", 0)
"""A message of no length: with three descriptors it asks for a fork, with none how the last one ended."""
RIGHTS = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS)
"""What descriptors travel as. The module ``socket`` would take 4 ms of each sandbox's start."""
FORKED = struct.Struct(">i")
"""What a template says of a fork: its number."""
ENDED = struct.Struct(">iIQ")
"""What a template says of a fork's end: wait status, CPU time in ms, peak memory in bytes."""


def used(usage: resource.struct_rusage) -> tuple[int, int]:
    """CPU time in ms, and peak memory in bytes."""
    return round((usage.ru_utime + usage.ru_stime) * 1000), usage.ru_maxrss * 1024


def is_alone() -> bool:
    """Whether nothing runs in the sandbox but this process and one template; False where the kernel does not tell."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return count_tasks() == 2


def left_only_memory(pid: int, channel: int, files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether a fork of the worker is as good as a fresh one. ``channel`` is the number its own end of the line has in it."""
    process = f"/proc/{pid}"
    try:
        return (
            count_tasks() == 2
            and set(os.listdir(f"{process}/fd")) == {"0", "1", "2", str(channel)}
            and os.readlink(f"{process}/cwd") == workspace.CASE_FOLDER
            and not _shares_memory(process)
            and workspace.is_untouched(files)
        )
    except OSError:
        # Closed to us by the submission, or not there.
        return False


def _shares_memory(process: str) -> bool:
    """Writable memory that a fork would not copy."""
    with open(f"{process}/maps", "rb") as maps:
        return any(
            permissions[1:2] == b"w" and permissions[3:4] == b"s"
            for permissions in (line.split(b" ", 2)[1] for line in maps)
        )


def _is_readable(fd: int) -> bool:
    poller = select.poll()
    poller.register(fd, select.POLLIN)
    return bool(poller.poll(PATIENCE_MS))

"""Workers as the supervisor sees them: their lines, what they print, how they end."""

from __future__ import annotations

import _socket
import contextlib
import os

from waymark_wire.evidence import Counters, read_counters

from waymark_agent.templates import PATIENCE_MS, Template
from waymark_agent.worker import run_worker

HEAD_BYTES = TAIL_BYTES = 32 * 1024
"""How much of the beginning and of the end of each output stream is kept."""


class Output:
    """One captured stream of a worker: head and tail are kept, everything is counted."""

    __slots__ = ("fd", "head", "tail", "total")

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.head = bytearray()
        self.tail = bytearray()
        self.total = 0

    def feed(self, data: bytes) -> None:
        self.total += len(data)
        room = HEAD_BYTES - len(self.head)
        self.head += data[:room] if room > 0 else b""
        self.tail += data[room:] if room > 0 else data
        del self.tail[:-TAIL_BYTES]

    def forget(self) -> None:
        self.head.clear()
        self.tail.clear()
        self.total = 0

    def text(self) -> str:
        cut = self.total - len(self.head) - len(self.tail)
        middle = f"\n... {cut} bytes cut ...\n".encode() if cut else b""
        return bytes(self.head + middle + self.tail).decode("utf-8", "replace")


class Lines:
    """A new worker's channel and streams, both ends of each."""

    def __init__(self) -> None:
        self.channel, self.its_channel = (end.detach() for end in _socket.socketpair())
        self.out_read, self.out_write = os.pipe()
        self.err_read, self.err_write = os.pipe()
        # What poll has seen there may have been taken since.
        for fd in (self.out_read, self.err_read):
            os.set_blocking(fd, False)

    @property
    def ours(self) -> tuple[int, int, int]:
        return self.channel, self.out_read, self.err_read

    @property
    def its(self) -> tuple[int, int, int]:
        return self.its_channel, self.out_write, self.err_write


class Worker:
    """A running worker as the supervisor sees it. Of one that a ``template`` forks the ``pid`` is learnt late."""

    def __init__(self, lines: Lines, *, pid: int = 0, template: Template | None = None) -> None:
        self.pid = pid
        self.template = template
        self.channel = lines.channel
        self.its_channel = lines.its_channel
        self.outputs = (Output(lines.out_read), Output(lines.err_read))
        self.inbox = bytearray()
        self.before: Counters = read_counters()
        self.printed_too_much = False
        self.reaped = False
        self.status = 0
        self.cpu_ms = 0
        self.peak_bytes = 0

    def close(self) -> None:
        close_all(*(fd for fd in (self.channel, *(output.fd for output in self.outputs)) if fd >= 0))

    def note_end(self, status: int, cpu_ms: int, peak_bytes: int) -> None:
        self.reaped, self.status, self.cpu_ms, self.peak_bytes = True, status, cpu_ms, peak_bytes

    def learn_end(self, *, kill: bool, patience_ms: int = PATIENCE_MS) -> bool:
        """Of a template's worker, which is not ours to wait for: whether its template has told how it ended."""
        if self.template is None or self.template.is_closed:
            return False
        ended = self.template.end_of_fork(kill=kill, patience_ms=patience_ms)
        # Without its template it becomes a child of ours.
        self.pid = self.template.fork_pid
        if ended is not None:
            self.note_end(*ended)
        return ended is not None


def start_worker(*keep_out: int) -> Worker:
    lines = Lines()
    pid = os.fork()
    if pid == 0:
        close_all(*keep_out, *lines.ours)
        run_worker(*lines.its)
    close_all(*lines.its)
    return Worker(lines, pid=pid)


def fork_worker(template: Template) -> Worker:
    """A template that is gone gives a worker whose line is at its end: the test is told so when it asks."""
    lines = Lines()
    with contextlib.suppress(OSError):
        template.fork(*lines.its)
    close_all(*lines.its)
    return Worker(lines, template=template)


def close_all(*fds: int) -> None:
    for fd in fds:
        os.close(fd)

"""One running program: its pipes are moved and its end is noticed while the judge waits for it, and only then.

Its group is killed when it ends, so that what it started in the background keeps neither its pipes open nor itself alive; what
has left the group goes with the worker. Everything printed is kept for the judge up to a size, and passed on to the worker's own
streams, where the supervisor counts it and the report finds it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import threading
import time
from typing import TYPE_CHECKING

from waymark_agent.kits.program_streams import on_pipes, on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from waymark_agent.kits.program_streams import Stream

KEPT_BYTES = 1024 * 1024
"""Of each stream. A program that prints more is ended."""
_LAST_WORDS_S = 1.0
"""How long a terminal may take to hand over what an ended program had written to it; it comes by way of a kernel thread."""


class Program:
    """``code`` is as of ``subprocess``: the exit code, or the signal's number with a minus; None while it runs.

    ``flooded`` once it has printed more than is kept. It is ended then.
    """

    def __init__(self, command: Sequence[str], folder: str, variables: Mapping[str, str], *, tty: bool) -> None:
        self.code: int | None = None
        self.flooded = False
        self.tty = tty
        self.waiting = bytearray()
        self.closing = False
        self.selector = selectors.DefaultSelector()
        if tty:
            self.popen, self.stdin, streams = on_terminal(command, folder, variables)
        else:
            self.popen, self.stdin, streams = on_pipes(command, folder, variables)
        self.streams = streams
        self.open = {stream.fd: stream for stream in streams if stream.fd >= 0}
        if self.stdin >= 0:
            os.set_blocking(self.stdin, False)
        self.end = end_of(self.popen.pid)
        self.selector.register(self.end, selectors.EVENT_READ)
        for fd in self.open:
            self.selector.register(fd, selectors.EVENT_READ)

    @property
    def ended(self) -> bool:
        return self.code is not None

    def attend(self, enough: Callable[[], bool], seconds: float | None) -> None:
        """Move what the program reads and writes until that is enough, it has ended, or the time is over."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not self.ended and not enough():
            left = None if deadline is None else deadline - time.monotonic()
            ready = self.selector.select(None if left is None else max(0.0, left))
            for key, events in ready:
                self.serve(key.fd, events)
            if deadline is not None and time.monotonic() >= deadline:
                return

    def serve(self, fd: int, events: int) -> None:
        if self.ended:
            return
        if fd == self.end:
            self.bury()
            return
        if events & selectors.EVENT_READ and fd in self.open:
            stream = self.open[fd]
            if not stream.read():
                self.forget(stream)
            elif len(stream.kept) > KEPT_BYTES:
                self.flooded = True
                self.bury()
                return
        if events & selectors.EVENT_WRITE and fd == self.stdin:
            self.feed()

    def write(self, data: bytes, *, close: bool) -> None:
        if self.ended or self.stdin < 0:
            return
        self.waiting += data
        if close and self.tty:
            # A terminal has no end to close; this is what the key for it sends.
            self.waiting += b"\x04"
        self.closing = self.closing or (close and not self.tty)
        self.feed()

    def feed(self) -> None:
        """Write what the program takes now; the selector says when it takes more."""
        try:
            while self.waiting:
                del self.waiting[: os.write(self.stdin, self.waiting[: 1 << 16])]
        except BlockingIOError:
            pass
        except OSError:
            # It has closed its stdin, or it is gone: nobody is left to read.
            self.waiting.clear()
            self.closing = not self.tty
        if self.waiting or not self.closing:
            self.expect_writing(bool(self.waiting))
        else:
            self.expect_writing(False)
            os.close(self.stdin)
            self.stdin = -1

    def expect_writing(self, wanted: bool) -> None:
        reading = selectors.EVENT_READ if self.stdin in self.open else 0
        events = reading | (selectors.EVENT_WRITE if wanted else 0)
        known = self.stdin in self.selector.get_map()
        if events and known:
            self.selector.modify(self.stdin, events)
        elif events:
            self.selector.register(self.stdin, events)
        elif known:
            self.selector.unregister(self.stdin)

    def send_signal(self, number: int) -> None:
        """To the program itself. It is not reaped before ``bury``, so its number is still its own."""
        if not self.ended:
            with contextlib.suppress(OSError):
                os.kill(self.popen.pid, number)

    def bury(self) -> None:
        """The program has ended, or has to: end its group, take its last words, and close everything."""
        with contextlib.suppress(OSError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.code = self.popen.wait()
        self.selector.close()
        for stream in list(self.open.values()):
            self.hear_out(stream)
            os.close(stream.fd)
        if self.stdin >= 0 and self.stdin not in self.open:
            os.close(self.stdin)
        os.close(self.end)
        self.open.clear()
        self.stdin = -1

    def hear_out(self, stream: Stream) -> None:
        """What lies in the pipe already. Another process may hold its other end, and write on for ever."""
        import select

        poll = select.poll()
        poll.register(stream.fd, select.POLLIN)
        while poll.poll(_LAST_WORDS_S * 1000 if self.tty else 0):
            if len(stream.kept) > KEPT_BYTES:
                self.flooded = True
            if self.flooded or not stream.read():
                return

    def forget(self, stream: Stream) -> None:
        """Nobody is left on its other side."""
        self.selector.unregister(stream.fd)
        if stream.fd == self.stdin:
            # Closing a terminal would hang up on a program that has closed its own streams and is not at its end yet.
            self.stdin = -1
            self.waiting.clear()
        else:
            os.close(stream.fd)
            del self.open[stream.fd]


def end_of(pid: int) -> int:
    """A descriptor that becomes readable when the child has ended. It is left for us to reap."""
    try:
        return os.pidfd_open(pid)
    except OSError:
        # Some runtimes lack this call.
        readable, writable = os.pipe()

        def wait() -> None:
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            os.close(writable)

        threading.Thread(target=wait, daemon=True).start()
        return readable

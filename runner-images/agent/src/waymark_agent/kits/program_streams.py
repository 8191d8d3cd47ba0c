"""How a program is connected: by three pipes, or by a terminal of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Stream:
    """What the program has printed on one of its streams so far. ``echo`` is the worker's own stream of that kind."""

    def __init__(self, fd: int, echo: int) -> None:
        self.fd = fd
        self.echo = echo
        self.kept = bytearray()
        os.set_blocking(fd, False)

    def read(self) -> bool:
        """Take what is there. False once there is nothing to come any more."""
        try:
            data = os.read(self.fd, 1 << 16)
        except BlockingIOError:
            return True
        except OSError:
            # How a terminal says that its other side is closed.
            return False
        self.kept += data
        with contextlib.suppress(OSError):
            _write_all(self.echo, data)
        return data != b""


type Connected = tuple[subprocess.Popen[bytes], int, tuple[Stream, Stream]]
"""The process, the descriptor of its stdin, and what it prints on stdout and stderr."""


def on_pipes(command: Sequence[str], folder: str, variables: Mapping[str, str]) -> Connected:
    popen = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        bufsize=0,
    )
    stdin, stdout, stderr = (os.dup(pipe.fileno()) for pipe in (popen.stdin, popen.stdout, popen.stderr) if pipe)
    for pipe in (popen.stdin, popen.stdout, popen.stderr):
        if pipe:
            pipe.close()
    return popen, stdin, (Stream(stdout, 1), Stream(stderr, 2))


def on_terminal(command: Sequence[str], folder: str, variables: Mapping[str, str]) -> Connected:
    """stdin, stdout and stderr are one terminal of 24 lines by 80 columns, which neither echoes nor adds carriage returns."""
    import fcntl
    import termios

    ours, theirs = os.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    termios.tcsetwinsize(theirs, (24, 80))

    def take_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    try:
        popen = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=take_terminal,  # noqa: PLW1509  a worker of a program has no other threads
        )
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    nothing, other = os.pipe()
    os.close(other)
    return popen, ours, (Stream(ours, 1), Stream(nothing, 2))


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]

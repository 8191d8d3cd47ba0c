"""One test's process: imports the submission, keeps its objects, does what the judge asks, one message at a time.

Messages come as a length and a JSON body; each is answered once, by a letter and a JSON body: ``v`` value, ``r`` raised,
``i`` the import failed, ``u`` the value cannot cross, ``c`` the submission calls something of the test. After a ``c`` the
next message is either the call's result (``resume``, ``throw``) or a nested request. A message of no length comes with three
descriptors and makes the process a template: see ``templates.py``.
"""

import _socket
import json
import os
import random
import struct
import sys
from typing import NoReturn

from waymark_wire.frames import MAX_INBOUND_BYTES, ChannelClosed, read_exactly, write_all

from waymark_agent import workspace
from waymark_agent.session import Session
from waymark_agent.shielding import close_memory, open_memory
from waymark_agent.templates import ENDED, FORKED, RIGHTS, used

# Bound here, because a submission may patch the modules.
_fork, _wait4, _close = os.fork, os.wait4, os.close
_get_random, _set_random = random.getstate, random.setstate


class Channel:
    """The worker's end of the line to the judge."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.forked = 0

    def receive(self) -> dict[str, object]:
        """The next message. A template forks here, and it is a worker in which this returns."""
        length = self.receive_length()
        while length == 0:
            length = self.receive_length()
        if length > MAX_INBOUND_BYTES:
            raise ChannelClosed
        message = json.loads(read_exactly(self.fd, length))
        if type(message) is not dict:
            raise ChannelClosed
        return message

    def receive_length(self) -> int:
        line = _socket.socket(fileno=self.fd)
        try:
            start, ancillary, _, _ = line.recvmsg(4, _DESCRIPTORS)
        finally:
            line.detach()
        (length,) = struct.unpack(">I", start + (read_exactly(self.fd, 4 - len(start)) if len(start) < 4 else b""))
        if length == 0:
            descriptors = [data for level, kind, data in ancillary if (level, kind) == RIGHTS]
            if descriptors:
                self.multiply(*struct.unpack("3i", descriptors[0]))
            else:
                self.tell_end()
        return int(length)

    def multiply(self, channel: int, stdout: int, stderr: int) -> None:
        """Fork a worker that goes on from here. It talks on these."""
        state = _get_random()
        # One test's worker must not write into what the next is forked from.
        close_memory()
        self.forked = _fork()
        if self.forked:
            write_all(self.fd, FORKED.pack(self.forked))
            for fd in (channel, stdout, stderr):
                _close(fd)
            return
        open_memory()
        os.setsid()
        # A fork seeds the module anew; each test has to begin with the numbers that it would have after an import.
        _set_random(state)
        _close(self.fd)
        take_streams(stdout, stderr)
        self.fd = channel

    def tell_end(self) -> None:
        _, status, usage = _wait4(self.forked, 0)
        write_all(self.fd, ENDED.pack(status, *used(usage)))

    def send(self, kind: str, body: bytes) -> None:
        write_all(self.fd, struct.pack(">I", len(body) + 1) + kind.encode("ascii") + body)


_DESCRIPTORS = _socket.CMSG_SPACE(struct.calcsize("3i"))
"""Room for the three that a template is sent."""


def take_streams(stdout: int, stderr: int) -> None:
    for source, target in ((stdout, 1), (stderr, 2)):
        os.dup2(source, target)
    for fd in (stdout, stderr):
        if fd > 2:
            _close(fd)


def run_worker(channel: int, stdout: int, stderr: int) -> NoReturn:
    """Never returns: the process ends when the judge is done with it, or the submission ends it."""
    status = 1
    try:
        os.setsid()
        open_memory()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        take_streams(stdout, stderr)
        _be_killed_first()
        os.chdir(workspace.CASE_FOLDER)
        Session(Channel(channel), workspace.CASE_FOLDER).serve()
        status = 0
    except ChannelClosed:
        status = 0
    except SystemExit as leaving:
        status = leaving.code if type(leaving.code) is int else 1
    except (
        BaseException
    ) as error:  # a fault of ours, or the submission broke our own process: said on stderr, kept out of reports
        sys.__stderr__.write(f"worker ended by {type(error).__name__}: {error}\n") if sys.__stderr__ else None
    finally:
        os._exit(status)


def _be_killed_first() -> None:
    """When memory runs out, the kernel shall take this process and not the supervisor."""
    try:
        fd = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
    except OSError:
        return
    try:
        os.write(fd, b"1000")
    except OSError:
        pass
    finally:
        os.close(fd)

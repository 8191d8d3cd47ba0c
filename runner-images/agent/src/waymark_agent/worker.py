"""One test's process: imports the submission, keeps its objects, does what the judge asks, one message at a time.

Messages come as a length and a JSON body; each is answered once, by a letter and a JSON body: ``v`` value, ``r`` raised,
``i`` the import failed, ``u`` the value cannot cross, ``c`` the submission calls something of the test. After a ``c`` the
next message is either the call's result (``resume``, ``throw``) or a nested request.
"""

import json
import os
import struct
import sys
from typing import NoReturn

from waymark_wire.frames import MAX_INBOUND_BYTES, ChannelClosed, read_exactly, write_all

from waymark_agent import workspace
from waymark_agent.session import Session
from waymark_agent.shielding import open_memory


class Channel:
    """The worker's end of the line to the judge."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def receive(self) -> dict[str, object]:
        (length,) = struct.unpack(">I", read_exactly(self.fd, 4))
        if length > MAX_INBOUND_BYTES:
            raise ChannelClosed
        message = json.loads(read_exactly(self.fd, length))
        if type(message) is not dict:
            raise ChannelClosed
        return message

    def send(self, kind: str, body: bytes) -> None:
        write_all(self.fd, struct.pack(">I", len(body) + 1) + kind.encode("ascii") + body)


def run_worker(channel: int, stdout: int, stderr: int) -> NoReturn:
    """Never returns: the process ends when the judge is done with it, or the submission ends it."""
    status = 1
    try:
        os.setsid()
        open_memory()
        null = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((null, 0), (stdout, 1), (stderr, 2)):
            os.dup2(source, target)
        for fd in (null, stdout, stderr):
            if fd > 2:
                os.close(fd)
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

"""One run of a learner's test suite against one implementation, in a process of its own.

Theory of operation
-------------------
The judge sends one implementation as text. It is compiled here, in the worker, without docstrings, lines or file names
(``delivery.py``), and goes as code through a pipe to a new interpreter (``child.py``), which gives it to the suite by an import
hook: there is no source to read, neither on disk nor in that process. Worker and child are not dumpable, so no other process
of the sandbox can look into their memory. An implementation that is a program (``programs.py``) never enters the suite's
process at all: a stub of its name has the worker start it.

The suite's process says what its tests came to, and may lie. A lie helps only someone who knows which implementation is there, so
runs differ in nothing but the implementation's behaviour: the judge gives each run a sandbox that has run nothing before, under
the same names. What would show the implementation's inside is noticed by an audit hook (``watch.py``) and written where it
cannot be taken back; the code is padded by chance, so that its sizes and offsets say nothing either. That is a fence and not a
wall: a suite that turns the interpreter's own memory inside out gets over it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import marshal
import mmap
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from waymark_agent import shielding, workspace
from waymark_agent.kits.learner.delivery import compiled
from waymark_agent.kits.learner.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

FRAMEWORKS = {"pytest": "pytest", "unittest": "unittest", "behave": "behave"}
MAX_SAID = 4 * 1024 * 1024
"""Bytes of results that are read; a suite that says more has not come to its end."""
MARK_BYTES = 4096
AGENT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
START = "import sys; sys.path.insert(0, sys.argv[1]); from waymark_agent.kits.learner import child; child.main(sys.argv[2:])"


def run(plan: dict[str, Any]) -> dict[str, object]:
    """What the suite's process said, as it said it, and what was seen of it from outside.

    ``plan``: framework, paths, arguments, reverse, busyPorts; modules, programs and files as ``{path: text}``.
    """
    needed = FRAMEWORKS[plan["framework"]]
    if importlib.util.find_spec(needed) is None:
        return {"missing": needed}
    shielding.close_memory()
    put_files(plan)
    modules = compiled(plan["modules"])
    with Programs(compiled(plan["programs"])) as programs, contextlib.ExitStack() as stack:
        for port in plan["busyPorts"]:
            stack.enter_context(occupied(port))
        return {"missing": None} | follow(plan, modules, programs)


def put_files(plan: dict[str, Any]) -> None:
    """The judge's files over the submission's; what the submission has under an implementation's name goes away."""
    for path in (*plan["modules"], *plan["programs"]):
        root = path.partition("/")[0]
        shutil.rmtree(root.removesuffix(".py"), ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(root)
    put = plan["files"] | dict.fromkeys(plan["programs"], Programs.STUB)
    for path in put:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
    workspace.prepare([(path, text.encode()) for path, text in put.items()], os.getcwd())


def occupied(port: int) -> socket.socket:
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("", port))
    taken.listen()
    return taken


def follow(plan: dict[str, Any], modules: dict[str, CodeType], programs: Programs) -> dict[str, object]:
    """Start the suite's process, serve the programs it starts, and read what it says until it ends."""
    told = marshal.dumps(
        {key: plan[key] for key in ("framework", "paths", "arguments", "reverse")} | {"modules": modules}
    )
    marks = shared_memory()
    plan_read, plan_write = os.pipe()
    said_read, said_write = os.pipe()
    child = subprocess.Popen(
        [sys.executable, "-sP", "-c", START, AGENT, str(plan_read), str(said_write), str(marks)],
        pass_fds=(plan_read, said_write, marks),
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "BEHAVE"))},
        stdin=subprocess.DEVNULL,
    )
    os.close(plan_read)
    os.close(said_write)
    with contextlib.suppress(BrokenPipeError), os.fdopen(plan_write, "wb") as pipe:
        pipe.write(told)
    said = read_all(child, said_read, programs)
    with mmap.mmap(marks, MARK_BYTES) as shared:
        looked = bytes(shared[:]).rstrip(b"\0").decode("utf-8", "replace")
    return {
        "said": records(said),
        "looked": looked[:500],
        "exit": child.returncode,
        "left": programs.left(),
        "started": [[text[:200] for text in argv[:20]] for argv in programs.started[:50]],
    }


def shared_memory() -> int:
    """A file without a name, full of zeros. The sandbox may not make a memfd."""
    fd, path = tempfile.mkstemp(dir="/dev/shm")
    os.unlink(path)
    os.ftruncate(fd, MARK_BYTES)
    return fd


def read_all(child: subprocess.Popen[bytes], said_fd: int, programs: Programs) -> bytes:
    said = bytearray()
    os.set_blocking(said_fd, False)
    with ends_of_children() as ended:
        while child.returncode is None:
            ready, _, _ = select.select([said_fd, ended, *programs.waits_for()], [], [])
            if ended in ready:
                os.read(ended, 4096)
                child.poll()
            programs.serve(ready)
            with contextlib.suppress(BlockingIOError):
                while data := os.read(said_fd, 1 << 16):
                    said += data
                    if len(said) > MAX_SAID:
                        child.kill()
                        break
                else:
                    child.wait()
    os.close(said_fd)
    return bytes(said)


@contextlib.contextmanager
def ends_of_children() -> Iterator[int]:
    """A descriptor that can be read from whenever a child has ended."""
    reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    handler = signal.signal(signal.SIGCHLD, lambda *_: None)
    before = signal.set_wakeup_fd(writing)
    try:
        os.write(writing, b"\0")
        yield reading
    finally:
        signal.set_wakeup_fd(before)
        signal.signal(signal.SIGCHLD, handler)
        os.close(reading)
        os.close(writing)


def records(said: bytes) -> list[list[object]]:
    """The lines that are lists of texts, the first 5000: what the judge reads again."""
    found: list[list[object]] = []
    if len(said) > MAX_SAID:
        return found
    for line in said.splitlines()[:5000]:
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(line)
            if type(value) is list and all(type(part) is str for part in value):
                found.append([part[:2000] for part in value[:20]])
    return found

"""What would get around a measurement and can be noticed: by audit events, whose hook can never be removed again."""

from __future__ import annotations

import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PROCESSES = ("os.fork", "os.posix_spawn", "os.exec", "os.spawn", "os.system", "subprocess.Popen", "pty.spawn")
_INTERPRETER = (
    "gc.get_objects",
    "gc.get_referrers",
    "gc.get_referents",
    "ctypes.",
    "sys._current_frames",
    "sys.monitoring.",
    "cpython.PyInterpreterState_New",
)


class Refused(BaseException):
    """Raised where a submission does, while it is measured, what a measurement does not allow."""


def watch() -> tuple[Callable[[], None], Callable[[], str | None], Callable[[], bool]]:
    """``begin``, ``end`` of a call that is measured, and whether tracemalloc was imported anew.

    ``end`` gives ``"process"`` or ``"interpreter"`` where the submission has started a process, or looked into the
    interpreter, since ``begin``.
    """
    active = False
    seen: str | None = None
    traced = False
    children = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen, traced
        if event == "import" and arguments and arguments[0] in ("tracemalloc", "_tracemalloc"):
            traced = True
        elif active and event.startswith(_PROCESSES):
            seen = seen or "process"
            raise Refused("a submission that is measured starts no other processes")
        elif active and event.startswith(_INTERPRETER):
            seen = seen or "interpreter"
            raise Refused("a submission that is measured does not look into the interpreter")

    def begin() -> None:
        nonlocal active, seen, children
        seen, children = None, _children()
        active = True

    def end() -> str | None:
        nonlocal active
        active = False
        return seen or ("process" if _children() != children else None)

    sys.addaudithook(hook)
    return begin, end, lambda: traced


def _children() -> int:
    """Changes with every child that has ended or goes on: what started one without an audit event."""
    try:
        left = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        going_on = 1 if left is None else 2
    except ChildProcessError:
        going_on = 0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt * 4 + going_on

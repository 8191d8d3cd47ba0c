"""The suite's process: takes the plan and the implementation's code from a pipe, runs the framework, says what came of it."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import marshal
import mmap
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

type Say = Callable[..., None]
"""Tells the worker a list of texts: ``test``, id, outcome, tags ...; ``collection``, text; ``end``."""


def main(arguments: list[str]) -> None:
    plan_fd, said_fd, marks_fd = map(int, arguments)
    from waymark_agent import shielding

    shielding.close_memory()
    with os.fdopen(plan_fd, "rb") as pipe:
        plan: dict[str, Any] = marshal.loads(pipe.read())  # noqa: S302  written by the worker
    marks = mmap.mmap(marks_fd, 0)
    os.close(marks_fd)
    run = framework(plan["framework"])
    know_libraries()
    say = speaker(said_fd)
    tidy()
    protect(plan.pop("modules"), marks)
    del marks
    run(plan, say)
    say("end")
    sys.stdout.flush()
    # What the suite registered to be done at exit is no longer a test's matter, and threads it left would be waited for.
    os._exit(0)


def framework(name: str) -> Callable[[dict[str, Any], Say], None]:
    """Imported before the submission's folder is on the path: a file of its own called pytest.py would be taken for it."""
    if name == "pytest":
        from waymark_agent.kits.learner import with_pytest

        return with_pytest.run
    if name == "behave":
        from waymark_agent.kits.learner import with_behave

        return with_behave.run
    from waymark_agent.kits.learner import with_unittest

    return with_unittest.run


def know_libraries() -> None:
    """Loads what looks at functions on behalf of a suite: ``watch`` trusts the code it has seen before the suite ran."""
    from pathlib import Path

    from waymark_agent.preload import named

    mentioned = named((str(path), path.read_bytes()) for path in Path().rglob("*.py"))
    for name in (
        "unittest.mock",
        "dataclasses",
        "logging",
        "typing",
        *sorted(mentioned & {"hypothesis", "pytest_asyncio"}),
    ):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def speaker(fd: int) -> Say:
    def say(*parts: str) -> None:
        data = json.dumps([part[:2000] for part in parts]).encode() + b"\n"
        while data:
            data = data[os.write(fd, data) :]

    return say


def tidy() -> None:
    """As ``python -m pytest`` has it: the working folder first on the path, and nothing of ours in the way."""
    sys.path[:] = [os.getcwd(), *(entry for entry in sys.path if entry != sys.argv[1])]
    sys.argv = [""]
    sys.dont_write_bytecode = True
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def protect(modules: dict[str, Any], marks: mmap.mmap) -> None:
    import ctypes

    from waymark_agent.kits.learner import delivery, watch

    namespaces: list[dict[str, object]] = []
    delivery.install(modules, namespaces)
    for module in list(sys.modules.values()):
        for name in ("ctypes", "_ctypes"):
            if getattr(module, name, None) in (ctypes, sys.modules.get("_ctypes")):
                with contextlib.suppress(AttributeError):
                    delattr(module, name)
    for name in [
        name for name in sys.modules if name.split(".")[0] in ("ctypes", "_ctypes", "waymark_agent", "waymark_wire")
    ]:
        del sys.modules[name]
    import traceback

    # A summary of a traceback would keep the code of its frames.
    traceback.FrameSummary._code = property(lambda _: None, lambda _, __: None)  # type: ignore[attr-defined]
    watch.install(namespaces, marks)

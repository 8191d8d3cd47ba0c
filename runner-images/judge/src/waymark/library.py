"""Functions of the standard library that have to look at an object of the submission where it lives.

``dataclasses.asdict(account)`` reads what only the sandbox has. Inside a suite these functions are replaced by versions
that go there when they are given a mirror, and are themselves otherwise.
"""

from __future__ import annotations

import asyncio
import builtins
import functools
import importlib
import io
import os
import pickle
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from waymark.departures import Library
from waymark.imports import ModuleMirror
from waymark.lazy import LazyName
from waymark.mirrors import Mirror, MirrorMethod, MirrorType

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from waymark.crossing import Crossing

FORWARDED = {
    "dataclasses": "asdict astuple fields replace is_dataclass",
    "inspect": "isgeneratorfunction iscoroutinefunction isasyncgenfunction isabstract "
    "getdoc getsource getsourcelines getfullargspec getmembers",
    "asyncio": "iscoroutinefunction",
    "typing": "get_type_hints get_origin get_args",
    "pickle": "dumps",
    "copy": "replace",
}
SANDBOX_FOLDER = "/work/"
SUITES_FOLDER = "/work/suites/"
"""Where the sandbox has the submission's files, and where the judge has its own below the same name."""

_open = open


def install(crossing: Callable[[], Crossing | None]) -> None:
    """``crossing`` gives the border while a worker is ready, else None."""
    for module_name, names in FORWARDED.items():
        module = importlib.import_module(module_name)
        for name in names.split():
            setattr(module, name, _forwarding(module_name, name, getattr(module, name)))
    builtins.open = io.open = _opening(crossing)  # type: ignore[assignment]
    pickle.loads = _always_there(crossing, "pickle", "loads", pickle.loads)
    for name in ("run", "check_output", "call", "check_call"):
        setattr(subprocess, name, _starting(crossing, name, getattr(subprocess, name)))
    runpy.run_path = _running(crossing, "run_path", runpy.run_path)  # type: ignore[assignment]
    runpy.run_module = _running(crossing, "run_module", runpy.run_module)  # type: ignore[assignment]
    _let_tasks_be_made_of_mirrors()


def _forwarding(module: str, name: str, original: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(original)
    def forwarding(*args: Any, **keywords: Any) -> object:
        __tracebackhide__ = True
        first: Any = args[0] if args else None
        kind = type(first)
        if kind is LazyName:
            first = first._wm_value("looks into")
            args, kind = (first, *args[1:]), type(first)
        if kind is MirrorMethod:
            return type(first._wm_owner)._wm_facts.crossing.library(module, name, *args, **keywords)
        if kind is MirrorType and first is not Mirror:
            return first._wm_facts.crossing.library(module, name, *args, **keywords)
        if isinstance(kind, MirrorType):
            return kind._wm_facts.crossing.library(module, name, *args, **keywords)
        if kind is ModuleMirror:
            crossing = first._wm_submission.crossing
            if crossing is not None:
                return crossing.library(module, name, *args, **keywords)
        return original(*args, **keywords)

    return forwarding


def _opening(crossing: Callable[[], Crossing | None]) -> Callable[..., object]:
    """A file of the submission, opened to be read: its text or bytes come over, as data."""

    @functools.wraps(_open)
    def opening(file: Any, mode: str = "r", *args: Any, **keywords: Any) -> Any:
        border = crossing() if isinstance(file, str | os.PathLike) and _is_there(os.fspath(file)) else None
        if border is None:
            return _open(file, mode, *args, **keywords)
        content = border.method(border.library("pathlib", "Path", os.fspath(file)), "read_bytes", (), {})
        if not isinstance(content, bytes):
            raise FileNotFoundError(2, "No such file or directory", os.fspath(file))
        return io.BytesIO(content) if "b" in mode else io.StringIO(content.decode(keywords.get("encoding") or "utf-8"))

    return opening


def _is_there(path: str | bytes) -> bool:
    return isinstance(path, str) and path.startswith(SANDBOX_FOLDER) and not path.startswith(SUITES_FOLDER)


def _always_there(
    crossing: Callable[[], Crossing | None], module: str, name: str, original: Callable[..., object]
) -> Callable[..., Any]:
    @functools.wraps(original)
    def forwarding(*args: Any, **keywords: Any) -> object:
        border = crossing()
        return original(*args, **keywords) if border is None else border.library(module, name, *args, **keywords)

    return forwarding


def _starting(crossing: Callable[[], Crossing | None], name: str, original: Any) -> Any:
    """A program of the submission runs in the sandbox."""

    def starting(command: Any, *args: Any, **keywords: Any) -> object:
        parts = [command] if isinstance(command, str | os.PathLike) else list(command)
        border = (
            crossing()
            if any(_is_there(os.fspath(part)) for part in parts if isinstance(part, str | os.PathLike))
            else None
        )
        if border is None:
            return original(command, *args, **keywords)
        if not isinstance(command, str | os.PathLike):
            command = [Library("sys", "executable") if part == sys.executable else part for part in parts]
        return border.library("subprocess", name, command, *args, **keywords)

    return starting


def _running(
    crossing: Callable[[], Crossing | None], name: str, original: Callable[..., object]
) -> Callable[..., object]:
    @functools.wraps(original)
    def running(what: Any, *args: Any, **keywords: Any) -> object:
        border = crossing()
        return (
            original(what, *args, **keywords)
            if border is None
            else border.request({"op": "run", "n": name}, [what, *args], keywords)
        )

    return running


def _let_tasks_be_made_of_mirrors() -> None:
    """A task wants a real coroutine; a coroutine of the submission is awaited by one."""
    make = asyncio.BaseEventLoop.create_task

    async def awaiting(mirror: Any) -> object:
        return await mirror

    def create_task(self: asyncio.BaseEventLoop, coro: Coroutine[Any, Any, Any], **keywords: Any) -> Any:
        return make(self, awaiting(coro) if isinstance(type(coro), MirrorType) else coro, **keywords)

    asyncio.BaseEventLoop.create_task = create_task  # type: ignore[method-assign]

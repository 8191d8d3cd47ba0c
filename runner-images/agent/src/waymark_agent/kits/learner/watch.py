"""Notices when a suite looks into the implementation instead of testing what it does.

An audit hook hears what Python code cannot do silently: reading a function's or a frame's code, walking the collector's
objects, tracing, foreign memory. What it has seen is written into memory shared with the worker, which no object of the
suite's process leads to. The frameworks may look: they read signatures and draw tracebacks.
"""

from __future__ import annotations

import sys
import threading
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import mmap

LOOKS = frozenset(("__code__", "f_code", "gi_code", "cr_code", "ag_code", "gi_frame", "cr_frame", "ag_frame"))

EVENTS = {
    "gc.get_objects": "listed the interpreter's objects",
    "gc.get_referrers": "asked which objects refer to another",
    "gc.get_referents": "asked which objects another refers to",
    "sys.settrace": "traced execution",
    "sys.setprofile": "profiled execution",
    "sys.monitoring.register_callback": "monitored execution",
    "sys.addaudithook": "added an audit hook",
    "sys._current_frames": "listed the frames of all threads",
}
LIBRARIES = frozenset(
    ("ctypes", "_ctypes", "_testcapi", "_testinternalcapi", "_testlimitedcapi", "_interpreters", "_xxsubinterpreters")
)
"""With these Python code reaches memory that no audit event speaks of."""

TRUSTED = frozenset(
    """inspect traceback linecache unittest asyncio functools typing types dataclasses contextlib logging warnings
    _pytest pluggy behave hypothesis pytest_asyncio""".split()
)
"""Libraries that look at functions and frames to do their work, and give out what they find only as texts and signatures."""

GIVES_IT_AWAY = frozenset(
    """getmembers _getmembers getmembers_static getattr_static getfile getsourcefile findsource getsource getsourcelines
    getblock getmodule getclosurevars getgeneratorlocals getcoroutinelocals getasyncgenlocals
    Frame.code Code.from_function getrawcode""".split()
)
"""Functions of those libraries that hand the code on: whoever calls them looks himself."""


def install(namespaces: list[dict[str, object]], marks: mmap.mmap) -> None:
    """From here on. ``namespaces``: the dicts of the implementation's modules, which may come to be later."""
    trusted, leaking = codes_of_libraries()
    events, looks, libraries, get_ident = EVENTS, LOOKS, LIBRARIES, threading.get_ident
    get_frame, room = sys._getframe, len(marks) - 1
    inside: set[int] = set()

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "object.__getattr__":
            thing, name = arguments
            thread = get_ident()
            if name not in looks or thread in inside:
                return
            inside.add(thread)
            try:
                if isinstance(thing, types.FunctionType):
                    if not any(thing.__globals__ is one for one in namespaces):
                        return
                elif isinstance(thing, types.FrameType) and not any(thing.f_globals is one for one in namespaces):
                    return
                caller: types.FrameType | None = get_frame(1)
                while caller is not None and caller.f_code in leaking:
                    caller = caller.f_back
                if caller is None or caller.f_code in trusted:
                    return
                mark(f"read {name} of the implementation")
            finally:
                inside.discard(thread)
        elif event in events:
            thread = get_ident()
            if thread in inside:
                return
            inside.add(thread)
            try:
                if get_frame(1).f_code not in trusted:
                    mark(events[event])
            finally:
                inside.discard(thread)
        elif event == "import":
            if arguments[0] in libraries:
                mark(f"imported {arguments[0]}")
        elif event.startswith("ctypes."):
            mark("used ctypes")

    def mark(what: str) -> None:
        if marks[0] == 0:
            data = what.encode()[:room]
            marks[: len(data)] = data

    sys.addaudithook(hear)


def codes_of_libraries() -> tuple[frozenset[types.CodeType], frozenset[types.CodeType]]:
    """Code of what is loaded of the trusted libraries, known by the object: a name could be given to any code."""
    trusted: set[types.CodeType] = set()
    leaking: set[types.CodeType] = set()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in TRUSTED or not isinstance(module, types.ModuleType):
            continue
        for thing in list(vars(module).values()):
            collect(thing, name, trusted, leaking, depth=3)
    return frozenset(trusted - leaking), frozenset(leaking)


def collect(
    thing: object, module: str, trusted: set[types.CodeType], leaking: set[types.CodeType], *, depth: int
) -> None:
    if isinstance(thing, type):
        if depth and thing.__module__ == module:
            for member in list(vars(thing).values()):
                collect(member, module, trusted, leaking, depth=depth - 1)
    elif isinstance(thing, property):
        for function in (thing.fget, thing.fset, thing.fdel):
            collect(function, module, trusted, leaking, depth=depth)
    elif isinstance(thing, classmethod | staticmethod):
        collect(thing.__func__, module, trusted, leaking, depth=depth)
    elif isinstance(thing, types.FunctionType):
        add(thing.__code__, leaking if thing.__qualname__ in GIVES_IT_AWAY else trusted)
        collect(getattr(thing, "__wrapped__", None), module, trusted, leaking, depth=depth)


def add(code: types.CodeType, kinds: set[types.CodeType]) -> None:
    kinds.add(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            add(constant, kinds)

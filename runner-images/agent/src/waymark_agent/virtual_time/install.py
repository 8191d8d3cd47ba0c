"""Puts the virtual clock in the place of the real one, before the submission is imported."""

from __future__ import annotations

import _thread
import importlib.util
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from waymark_agent.virtual_time.dates import replace_now
from waymark_agent.virtual_time.locks import Lock, SimpleQueue, Timed
from waymark_agent.virtual_time.threads import Handle, starting, starting_anew
from waymark_agent.virtual_time.times import Times
from waymark_agent.virtual_time.turns import Turns
from waymark_agent.virtual_time.watcher import Watcher

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec

_KEEP_THEIRS = ("waymark_agent", "waymark_wire", "subprocess", "selectors", "socketserver", "multiprocessing")
"""Modules whose own names for the library's functions stay as they are."""


class VirtualTime:
    """``turns`` has the threads, ``times`` what the library says. Only one can be installed in a process."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.times = Times(self.turns)

    def install(self) -> None:
        turns = self.turns
        watcher = Watcher(turns, _thread.start_new_thread)
        replace_now(self.times.moment)
        self.replace_functions()
        self.replace_threading()
        after_import("queue", replace_queue)
        after_import("concurrent.futures.thread", replace_pool_lock)
        after_import("asyncio", self.replace_asyncio)

        def begin_child() -> None:
            turns.begin_child()
            watcher.begin()
            turns.lock.release()

        os.register_at_fork(before=turns.lock.acquire, after_in_parent=turns.lock.release, after_in_child=begin_child)

    def replace_functions(self) -> None:
        """In ``time``, and wherever a loaded module has them by a name of its own."""
        made = self.times.functions()
        doubles = {id(getattr(time, name)): function for name, function in made.items()}
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in _KEEP_THEIRS or module is None:
                continue
            for key, value in list(vars(module).items()):
                double = doubles.get(id(value))
                if double is not None:
                    setattr(module, key, double)
        if "sched" in sys.modules:
            sys.modules["sched"].scheduler.__init__.__defaults__ = (time.monotonic, time.sleep)

    def replace_threading(self) -> None:
        Timed.turns = self.turns
        Handle.make = threading._ThreadHandle  # type: ignore[attr-defined, unused-ignore]
        start = starting(self.turns, threading._start_joinable_thread)  # type: ignore[attr-defined]
        _thread.start_new_thread = _thread.start_new = starting_anew(start)
        doubles: dict[str, object] = {
            "Lock": Lock,
            "_allocate_lock": Lock,
            "_LockType": Lock,
            "RLock": threading._RLock,
            "_CRLock": None,
            "_ThreadHandle": Handle,
            "_start_joinable_thread": start,
        }
        for name, double in doubles.items():
            setattr(threading, name, double)

    def replace_asyncio(self, _: types.ModuleType) -> None:
        from waymark_agent.virtual_time.loops import adapt_asyncio

        adapt_asyncio(self.turns, self.times.record)


def replace_queue(module: types.ModuleType) -> None:
    module.SimpleQueue = SimpleQueue  # type: ignore[attr-defined]


def replace_pool_lock(module: types.ModuleType) -> None:
    """Held while a pool starts a thread, which may itself want to start one."""
    module._global_shutdown_lock = Lock()  # type: ignore[attr-defined]


def after_import(name: str, then: Callable[[types.ModuleType], None]) -> None:
    """Now, when the module is loaded, else as soon as it is."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        then(loaded)
    else:
        sys.meta_path.insert(0, Waiting(name, then))


class Waiting:
    """Waits for one module to be imported. A finder that finds nothing itself."""

    def __init__(self, name: str, then: Callable[[types.ModuleType], None]) -> None:
        self.name = name
        self.then = then

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        loader = None if spec is None else spec.loader
        if loader is not None:
            execute = loader.exec_module

            def exec_module(module: types.ModuleType) -> None:
                execute(module)
                self.then(module)

            loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

"""Threads that take turns, and whose end can be waited for by the clock."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

from waymark_agent.virtual_time.locks import Timed
from waymark_agent.virtual_time.turns import NANOSECONDS, Runner, Turns

if TYPE_CHECKING:
    from collections.abc import Callable


class Handle(Timed):
    """A thread to be joined: ``threading`` has one for each. ``make`` gives the interpreter's own."""

    make: ClassVar[Callable[[], Handle]]

    def __init__(self) -> None:
        self.real = Handle.make()
        self.over = False
        self.line: deque[Runner] = deque()

    @property
    def ident(self) -> int:
        return self.real.ident

    def is_done(self) -> bool:
        return self.over or self.real.is_done()

    def join(self, timeout: float | None = None) -> None:
        with self.turns.lock:
            self.turns.here()
            time = None if timeout is None or timeout < 0 else max(0, round(timeout * NANOSECONDS))
            if not self.is_done() and (time == 0 or not self.wait_in(self.line, time)):
                return
        # It has nothing left to do but to vanish.
        self.real.join()

    def finish(self) -> None:
        self.over = True
        while self.line:
            self.turns.wake(self.line.popleft())

    def _set_done(self) -> None:
        self.over = True
        self.real._set_done()


def starting(turns: Turns, start: Callable[..., object]) -> Callable[..., Handle]:
    """The clock's version of ``_thread.start_joinable_thread``."""

    def start_joinable_thread(
        function: Callable[[], object], handle: Handle | None = None, daemon: bool = True
    ) -> Handle:
        made = Handle() if handle is None else handle
        runner = Runner()

        def run() -> None:
            turns.arrive(runner)
            try:
                function()
            finally:
                turns.depart(made.finish)

        start(run, handle=made.real, daemon=daemon)
        with turns.lock:
            turns.here()
            turns.ready.append(runner)
        return made

    return start_joinable_thread


def starting_anew(start: Callable[..., Handle]) -> Callable[..., int]:
    """The clock's version of ``_thread.start_new_thread``."""

    def start_new_thread(
        function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
    ) -> int:
        return start(lambda: function(*args, **(kwargs or {}))).ident

    return start_new_thread

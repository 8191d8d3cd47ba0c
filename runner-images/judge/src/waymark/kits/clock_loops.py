"""The judge's event loops in a test with a clock: they sleep by it too.

Suite and submission then share one time. When the judge's loop has nothing to do, whoever is due first, its own timer or one
of the sandbox's, gets its moment: the clock is moved there, in the sandbox, and no real time passes.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import math
from typing import TYPE_CHECKING, Any, Protocol

from waymark.errors import SubmissionGone

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from waymark.crossing import Crossing
    from waymark.event_loop import Pump


NANOSECONDS = 1_000_000_000


class Moving(Protocol):
    """A clock as seen from here."""

    _automatic: bool

    def _now(self) -> int: ...

    def _advance(self, seconds: float) -> int: ...

    def _turn(self, seconds: float, more: float | None, results: Sequence[object]) -> tuple[int, object]: ...


@contextlib.contextmanager
def virtual_loops(clock: Moving, crossing: Crossing) -> Generator[None]:
    run_forever, time = asyncio.BaseEventLoop.run_forever, asyncio.BaseEventLoop.time
    loops = LoopClock(clock, crossing)

    @functools.wraps(run_forever)
    def running(loop: Any) -> None:
        selector = getattr(loop, "_selector", None)
        if selector is not None and "select" not in vars(selector):
            selector.select = loops.selecting(loop, selector.select)
        run_forever(loop)

    asyncio.BaseEventLoop.run_forever = running  # type: ignore[method-assign, assignment]
    asyncio.BaseEventLoop.time = lambda self: loops.time()  # type: ignore[method-assign]
    crossing.clock = loops
    try:
        yield
    finally:
        asyncio.BaseEventLoop.run_forever = run_forever  # type: ignore[method-assign]
        asyncio.BaseEventLoop.time = time  # type: ignore[method-assign]
        crossing.clock = None


class LoopClock:
    def __init__(self, clock: Moving, crossing: Crossing) -> None:
        self.clock = clock
        self.crossing = crossing
        self.now = 0
        self.steps = 0
        self.heard = -1
        self.more: float | None = None

    def hear(self, now: int) -> None:
        self.now = max(self.now, now)
        self.heard = self.crossing.line.requests

    def move(self, seconds: float) -> None:
        """Time passes for everybody."""
        self.hear(self.clock._advance(seconds))

    def turn(self, seconds: float, results: Sequence[object]) -> object:
        """Time passes, and then it is the turn of the sandbox's loop: what came of that.

        It takes further turns by itself until it has something for us, or the next timer here is due.
        """
        now, answer = self.clock._turn(seconds, self.more, results)
        self.hear(now)
        return answer

    def time(self) -> float:
        """What the loops take for now. Calls of the test may have taken time, so it is asked for after each."""
        if self.crossing.line.requests != self.heard:
            # Without a sandbox that answers, and sensibly, time stands still: the test fails of that, not the loop.
            with contextlib.suppress(Exception, SubmissionGone):
                self.hear(self.clock._now())
            self.heard = self.crossing.line.requests
        return self.now / NANOSECONDS

    def selecting(self, loop: Any, real: Callable[[float | None], list[Any]]) -> Callable[[float | None], list[Any]]:
        def select(timeout: float | None = None) -> list[Any]:
            if self.crossing.clock is not self:
                return real(timeout)
            found = real(0)
            if found or (timeout is not None and timeout <= 0):
                return found
            pump = self.crossing.pump
            if pump is None or pump.loop is not loop:
                if timeout is None:
                    return real(None)
                self.move(timeout)
                return []
            self.choose(pump, timeout)
            return []

        return select

    def choose(self, pump: Pump, timeout: float | None) -> None:
        """The judge's loop is idle: give the pump the next thing to do."""
        if pump.failed is not None:
            raise pump.failed
        if any(task.done() for task in pump.begun.values()):
            pump.proceed(0)
            return
        dues = [max(due, 0) for due in (timeout, pump.delay) if due is not None and math.isfinite(due)]
        self.steps += 1
        if self.steps > MAX_STEPS:
            pump.fail(AssertionError(ENDLESS))
        elif not dues:
            pump.fail(AssertionError(NOTHING))
        elif min(dues) > 0 and not self.clock._automatic:
            pump.fail(AssertionError(STOPPED))
        else:
            self.more = None if timeout is None else max(timeout - min(dues), 0)
            pump.proceed(min(dues))


MAX_STEPS = 1_000
"""How often time may move while the test's loop has nothing to do."""
ENDLESS = f"time has moved on {MAX_STEPS:,} times while the test waited: look for a task that sleeps and never ends"
NOTHING = (
    "your code waits for something that can no longer come: no timer is due, and no task or thread is at work that could "
    "bring it"
)
STOPPED = (
    "everybody waits for time to pass, and in this test only clock.advance() lets it: what is awaited here must come to its "
    "end without waiting"
)

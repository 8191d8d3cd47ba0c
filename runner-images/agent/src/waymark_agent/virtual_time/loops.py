"""asyncio's loops by the virtual clock: a loop with nothing ready is a thread that waits for a time, or to be woken."""

from __future__ import annotations

import asyncio
import functools
import time
from typing import TYPE_CHECKING, Any

from waymark_agent.virtual_time.turns import NANOSECONDS, Runner, Turns
from waymark_agent.virtual_time.watcher import LOOK_EVERY, PACE

if TYPE_CHECKING:
    from collections.abc import Callable

_WAITER = "_waymark_waiter"

_sleep, _real_time = time.sleep, time.monotonic


def adapt_asyncio(turns: Turns, record: Callable[[float], None]) -> None:
    run_forever = asyncio.BaseEventLoop.run_forever
    write_to_self = asyncio.SelectorEventLoop._write_to_self  # type: ignore[attr-defined]
    sleep = asyncio.sleep

    @functools.wraps(run_forever)
    def running(loop: Any) -> None:
        selector = getattr(loop, "_selector", None)
        if selector is not None and "select" not in vars(selector):
            selector.select = selecting(turns, loop, selector)
        run_forever(loop)

    @functools.wraps(write_to_self)
    def writing(loop: Any) -> None:
        write_to_self(loop)
        with turns.lock:
            turns.here()
            waiter = vars(loop).get(_WAITER)
            if isinstance(waiter, Runner):
                turns.wake(waiter)

    @functools.wraps(sleep)
    async def sleeping(delay: float, result: Any = None) -> Any:
        if delay > 0:
            record(delay)
        return await sleep(delay, result)

    asyncio.BaseEventLoop.run_forever = running  # type: ignore[method-assign, assignment]
    base: Any = next(kind for kind in asyncio.SelectorEventLoop.__mro__ if "_write_to_self" in vars(kind))
    base._write_to_self = writing
    asyncio.sleep = asyncio.tasks.sleep = sleeping


def selecting(turns: Turns, loop: Any, selector: Any) -> Callable[[float | None], list[Any]]:
    real: Callable[[float | None], list[Any]] = selector.select

    def select(timeout: float | None = None) -> list[Any]:
        found: list[Any] = real(0)
        if found or (timeout is not None and timeout <= 0):
            turns.give_way()
            return found
        if waits_for_real(loop):
            found = real(PACE if timeout is None else min(timeout, PACE))
            if found or timeout is None:
                return found
        with turns.lock:
            setattr(loop, _WAITER, turns.here())
            try:
                turns.wait(None if timeout is None else round(timeout * NANOSECONDS))
            finally:
                setattr(loop, _WAITER, None)
        return real(0)

    select.__wrapped__ = real  # type: ignore[attr-defined]
    return select


def waits_for_real(loop: Any) -> bool:
    """Whether it has a socket, a pipe or a process to wait for, besides the pipe it is woken by."""
    return len(loop._selector.get_map()) > 1


def resting(turns: Turns, loop: Any) -> float | None:
    """How long the loop that the judge's loop drives would sleep, and everybody else. What is real gets its time first."""
    if loop.delay() != 0:
        turns.settle()
    if loop.delay() == 0:
        return 0.0
    delay = earliest(turns, loop)
    pace = PACE if delay is None else min(delay, PACE)
    is_real = False
    if waits_for_real(loop):
        is_real = True
        loop._selector.select.__wrapped__(pace)
    elif turns.away:
        is_real = True
        wait_for_those_away(turns, loop, pace)
    if loop.delay() == 0 or (is_real and loop._selector.select.__wrapped__(0)):
        return 0.0
    # Something real may still come: the judge is to ask again.
    return 0.0 if delay is None and is_real else delay


def wait_for_those_away(turns: Turns, loop: Any, pace: float) -> None:
    end = _real_time() + pace
    while turns.away and loop.delay() != 0 and _real_time() < end:
        _sleep(LOOK_EVERY)
        turns.settle()


def earliest(turns: Turns, loop: Any) -> float | None:
    delay: float | None = None if loop is None else loop.delay()
    due = turns.next_due()
    if due is None:
        return delay
    left = max(due - turns.now, 0) / NANOSECONDS
    return left if delay is None else min(left, delay)

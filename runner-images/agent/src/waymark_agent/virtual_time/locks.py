"""Locks and queues whose waits the clock knows. What ``threading`` and ``queue`` build on these comes along."""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from waymark_agent.virtual_time.turns import NANOSECONDS, Runner, Turns

_LONGEST = 9_223_372_036.0
"""``threading.TIMEOUT_MAX``"""


class Timed:
    """What waits by the clock; ``turns`` is set when the clock is installed."""

    __slots__ = ()
    turns: ClassVar[Turns]

    @staticmethod
    def wait_in(line: deque[Runner], time: int | None) -> bool:
        """Wait in line until woken by whoever takes the first out of it. The turns' lock is held."""
        turns = Timed.turns
        me = turns.here()
        line.append(me)
        woken = False
        try:
            woken = turns.wait(time)
        finally:
            if not woken and me in line:
                line.remove(me)
        return woken


class Lock(Timed):
    """Released to the one that has waited longest."""

    __slots__ = ("__weakref__", "_held", "_line")

    def __init__(self) -> None:
        self._held = False
        self._line: deque[Runner] = deque()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        time = waiting_time(blocking, timeout)
        with self.turns.lock:
            self.turns.here()
            if not self._held:
                self._held = True
                return True
            return time != 0 and self.wait_in(self._line, time)

    def release(self) -> None:
        with self.turns.lock:
            self.turns.here()
            if not self._held:
                raise RuntimeError("release unlocked lock")
            if self._line:
                self.turns.wake(self._line.popleft())
            else:
                self._held = False

    def locked(self) -> bool:
        return self._held

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def _at_fork_reinit(self) -> None:
        self._held = False
        self._line.clear()

    def __repr__(self) -> str:
        return f"<{'locked' if self._held else 'unlocked'} _thread.lock object at {id(self):#x}>"


def waiting_time(blocking: bool, timeout: float) -> int | None:
    """Nanoseconds, None for ever, with the complaints of a real lock."""
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return 0
    if timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > _LONGEST:
        raise OverflowError("timeout value is too large")
    return 0 if timeout == 0 else max(1, round(timeout * NANOSECONDS))


class SimpleQueue[T](Timed):
    """Not the library's Python version: ``put`` may be called from a finalizer, in the middle of another call."""

    def __init__(self) -> None:
        self._items: deque[T] = deque()
        self._line: deque[Runner] = deque()

    def put(self, item: T, block: bool = True, timeout: float | None = None) -> None:  # noqa: ARG002
        with self.turns.lock:
            self.turns.here()
            self._items.append(item)
            if self._line:
                self.turns.wake(self._line.popleft())

    def get(self, block: bool = True, timeout: float | None = None) -> T:
        import queue

        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        with self.turns.lock:
            end = None if timeout is None else self.turns.now + round(timeout * NANOSECONDS)
            self.turns.here()
            while not self._items:
                left = None if end is None else end - self.turns.now
                if not block or (left is not None and left <= 0) or not self.wait_in(self._line, left):
                    raise queue.Empty
            return self._items.popleft()

    def put_nowait(self, item: T) -> None:
        self.put(item)

    def get_nowait(self) -> T:
        return self.get(block=False)

    def empty(self) -> bool:
        return not self._items

    def qsize(self) -> int:
        return len(self._items)

"""The worker's event loop, driven in short turns by the judge's: tasks of both sides make progress side by side.

A coroutine of the submission that the test awaits becomes a task here. The loop runs until nothing more can happen by
itself; then the judge hears what finished and how long the loop would sleep, lets the test's own tasks run, and comes back
with what they came to. A coroutine of the test that is awaited here is a task there and a future here.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_TURNS = 200
"""How often a loop that never comes to rest goes round before the judge's loop gets its turn."""

type Finished = tuple[int, bool, object]
"""Number of a task, whether it returned, and what: its result, its exception, or None when it was cancelled."""


class Loop(asyncio.SelectorEventLoop):
    """The standard loop, able to say whether it has something to do.

    ``at_next_turn`` is done once when the judge, having heard what came of this turn, gives the loop another one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.at_next_turn: list[Callable[[], object]] = []

    def begin_turn(self) -> None:
        postponed, self.at_next_turn = self.at_next_turn, []
        for do in postponed:
            do()

    def wait(self, seconds: float) -> None:
        """Until something comes from outside, such as a thread's result; the next turn will find it."""
        self._selector.select(seconds)  # type: ignore[attr-defined]

    def delay(self) -> float | None:
        """Seconds until there is something to do: 0 for now, None when only the outside can bring something."""
        if self._ready:  # type: ignore[attr-defined]
            return 0.0
        if self._scheduled:  # type: ignore[attr-defined]
            due: float = self._scheduled[0].when()  # type: ignore[attr-defined]
            return max(0.0, due - self.time())
        return None


class Tasks:
    """Everything the test awaits here. ``rest`` says how long the loop would sleep when nobody else is at work either."""

    def __init__(self, rest: Callable[[Loop], float | None]) -> None:
        self.rest = rest
        self.loop: Loop | None = None
        self.tasks: dict[int, asyncio.Task[object]] = {}
        self.outside: dict[int, asyncio.Future[object]] = {}
        self.started = 0
        self.driving = False

    def run_to_end(self, awaitable: Awaitable[object]) -> object:
        """Where nobody takes turns with us: wait until it is finished."""
        if self.driving or _running():
            return _run_in_a_thread(awaitable)
        loop = self.own_loop()
        loop.begin_turn()
        return loop.run_until_complete(_waiting(awaitable))

    def start(self, awaitable: Awaitable[object]) -> tuple[int, float | None, list[Finished]]:
        """Begin a task: its number, how long the loop would sleep, and what has finished already."""
        self.started += 1
        number = self.started
        if self.driving or _running():
            return number, None, [(number, *_outcome(awaitable))]
        loop = self.own_loop()
        loop.begin_turn()
        self.tasks[number] = loop.create_task(_waiting(awaitable))
        return number, *self.turn()

    def tick(self, arrived: list[tuple[int, bool, object]], patience: float) -> tuple[float | None, list[Finished]]:
        """A turn, after what the test's tasks came to. ``patience``: seconds in which the test has nothing else to do."""
        loop = self.own_loop()
        loop.begin_turn()
        for token, returned, value in arrived:
            future = self.outside.pop(token, None)
            if future is None or future.done():
                continue
            if returned:
                future.set_result(value)
            elif value is None:
                future.cancel()
            else:
                future.set_exception(value)  # type: ignore[arg-type]
        delay, finished = self.turn()
        if finished or delay == 0 or patience <= 0 or self.outside:
            return delay, finished
        loop.wait(patience if delay is None else min(delay, patience))
        return self.turn()

    def cancel(self, number: int) -> None:
        task = self.tasks.get(number)
        if task is not None:
            task.cancel()

    async def wait_outside(self, token: int) -> object:
        future = self.outside[token] = self.own_loop().create_future()
        return await future

    def turn(self) -> tuple[float | None, list[Finished]]:
        delay = self.go_round()
        finished: list[Finished] = []
        for number, task in list(self.tasks.items()):
            if task.done():
                del self.tasks[number]
                finished.append((number, *_outcome_of(task)))
        return delay, finished

    def go_round(self) -> float | None:
        """Until nothing more can happen by itself. How long the loop would sleep then."""
        loop = self.own_loop()
        delay: float | None = 0.0
        outer = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        self.driving = True
        try:
            for _ in range(_TURNS):
                # Stopped beforehand, a loop goes round once; nothing of ours is in it that would make it look busy.
                loop.stop()
                with contextlib.suppress(SystemExit, KeyboardInterrupt):
                    # The task that raised it has it as its outcome.
                    loop.run_forever()
                delay = self.rest(loop)
                if delay != 0:
                    break
        finally:
            self.driving = False
            asyncio._set_running_loop(outer)
        return delay

    def inside[T](self, work: Callable[[], T]) -> T:
        """A plain call that an async test makes: to what is called the loop is running, as it would be without a border."""
        if self.driving or _running():
            return work()
        asyncio._set_running_loop(self.own_loop())
        try:
            return work()
        finally:
            asyncio._set_running_loop(None)

    def can_go_round(self) -> bool:
        """Whether there is a loop that stands still because its turn is over."""
        return self.loop is not None and not self.driving and asyncio._get_running_loop() in (None, self.loop)

    def own_loop(self) -> Loop:
        if self.loop is None:
            self.loop = Loop()
            asyncio.set_event_loop(self.loop)
        return self.loop


def _running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def _waiting(awaitable: Awaitable[object]) -> object:
    return await awaitable


def _outcome_of(task: asyncio.Task[object]) -> tuple[bool, object]:
    """A cancelled task's outcome is (False, None)."""
    if task.cancelled():
        return False, None
    error = task.exception()
    return (True, task.result()) if error is None else (False, error)


def _outcome(awaitable: Awaitable[object]) -> tuple[bool, object]:
    try:
        return True, _run_in_a_thread(awaitable)
    except BaseException as error:
        return False, error


def _run_in_a_thread(awaitable: Awaitable[object]) -> object:
    """Inside a running loop of this thread: a loop of its own, elsewhere."""
    outcome: list[tuple[bool, object]] = []

    def run() -> None:
        try:
            outcome.append((True, asyncio.run(_waiting(awaitable))))
        except BaseException as error:
            outcome.append((False, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    returned, value = outcome[0]
    if not returned:
        raise value  # type: ignore[misc]
    return value

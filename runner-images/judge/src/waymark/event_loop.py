"""The test's event loop and the sandbox's, taking turns, so that tasks of both sides make progress side by side.

Awaiting something of the submission begins a task there. As long as such tasks are not finished, a pump in the test's own
loop gives the sandbox's loop a turn whenever there is something for it: a result it waits for, or the time it would sleep.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from waymark_wire.plain import Malformed

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from waymark.crossing import Crossing

_IDLE_SECONDS = 0.005
"""How long the sandbox's loop is left alone when it can say nothing about when it will have something to do."""

_PATIENCE_SECONDS = 0.02
"""How long the sandbox's loop may wait for something when the test itself has nothing to do."""


async def wait_for(crossing: Crossing, special: str | None, *operands: object) -> object:
    """What an awaitable of the submission comes to, or the one a special method of it gives."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return crossing.wait(operands[0])
    pump = crossing.pump
    if pump is None or pump.loop is not loop:
        pump = crossing.pump = Pump(crossing, loop)
    return await pump.wait_for(special, list(operands))


class Pump:
    """The turns of one event loop of the test."""

    def __init__(self, crossing: Crossing, loop: asyncio.AbstractEventLoop) -> None:
        self.crossing = crossing
        self.loop = loop
        self.waiting: dict[int, asyncio.Future[object]] = {}
        self.begun: dict[int, asyncio.Task[object]] = {}
        self.tokens = 0
        self.delay: float | None = None
        self.task: asyncio.Task[None] | None = None
        self.idle: asyncio.Future[float] | None = None
        self.failed: BaseException | None = None

    async def wait_for(self, special: str | None, operands: list[object]) -> object:
        message = {"op": "task"} if special is None else {"op": "task", "f": special}
        number, delay, finished = _started(self.crossing.request(dict(message), operands))
        future = self.waiting[number] = self.loop.create_future()
        self.hear(delay, finished)
        if not future.done() and (self.task is None or self.task.done()):
            self.task = self.loop.create_task(self.run())
        try:
            return await asyncio.shield(future) if not future.done() else future.result()
        except asyncio.CancelledError:
            if future.done():
                raise
            # The task in the sandbox hears of it as a task here would, and may clean up before it ends.
            self.crossing.request({"op": "cancel"}, [number])
            self.delay = 0.0
            return await future

    async def run(self) -> None:
        """Turns, until nothing of the submission is awaited any more."""
        while self.waiting:
            try:
                self.turn(await self.rest())
            except asyncio.CancelledError:
                # The loop is being closed: those who wait are cancelled too, and need these turns to end.
                continue
            except BaseException as error:
                self.give_up(error)

    def turn(self, seconds: float = 0.0) -> None:
        """The sandbox's turn. By a virtual clock it comes so many seconds later; by a real one it may take as long."""
        arrived = [token for token, task in self.begun.items() if task.done()]
        results = [[token, *_outcome(self.begun.pop(token))] for token in arrived]
        if self.crossing.clock is None:
            answer = self.crossing.request({"op": "tick"}, [results, seconds])
        elif seconds > 0:
            answer = self.crossing.clock.turn(seconds, results)
        else:
            answer = self.crossing.request({"op": "tick"}, [results, 0.0])
        self.hear(*_turned(answer))

    def give_up(self, error: BaseException) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(error)
        self.waiting.clear()

    async def rest(self) -> float:
        """Let the test's own tasks run, until one has something for the sandbox or the sandbox's loop would wake up.

        Gives the seconds for which the test has nothing to do: by a virtual clock they pass at once, by a real one the wait is
        the sandbox's, and takes its time.
        """
        await asyncio.sleep(0)
        if self.delay == 0 or any(task.done() for task in self.begun.values()):
            return 0.0
        if self.crossing.clock is not None:
            return await self.rest_until_told()
        idle = self.idle_seconds()
        if idle > 0:
            return idle
        pause = _IDLE_SECONDS if self.delay is None else min(self.delay, _IDLE_SECONDS)
        running = set(self.begun.values())
        if running:
            await asyncio.wait(running, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(pause)
        return 0.0

    # Turns by a virtual clock: the test's loop says when it is idle, and what comes next.

    async def rest_until_told(self) -> float:
        self.idle = self.loop.create_future()
        try:
            return await self.idle
        finally:
            self.idle = None

    def proceed(self, step: float) -> None:
        """After that many seconds it is the sandbox's turn again."""
        if self.idle is not None and not self.idle.done():
            self.idle.set_result(step)
        else:
            self.loop.call_soon(self.turn_alone, step)

    def turn_alone(self, step: float) -> None:
        """Nobody awaits anything of the submission now, but its tasks go on."""
        try:
            self.turn(step)
        except BaseException as error:
            self.failed = error

    def fail(self, error: BaseException) -> None:
        if self.idle is not None and not self.idle.done():
            self.idle.set_exception(error)
        else:
            raise error

    def idle_seconds(self) -> float:
        """0 when the test's own tasks are at work, or wait for something else than time and the sandbox."""
        ready, scheduled = getattr(self.loop, "_ready", None), getattr(self.loop, "_scheduled", None)
        selector = getattr(self.loop, "_selector", None)
        if ready is None or scheduled is None or selector is None or ready or self.begun:
            return 0
        if len(selector.get_map()) > 1:
            return 0  # more than the loop's own way to be woken up
        due = scheduled[0].when() - self.loop.time() if scheduled else _PATIENCE_SECONDS
        return min(max(due, 0.0), _PATIENCE_SECONDS)

    def hear(self, delay: float | None, finished: list[Any]) -> None:
        self.delay = delay
        for number, returned, value in finished:
            future = self.waiting.pop(number, None)
            if future is None or future.done():
                continue
            if returned is True:
                future.set_result(value)
            elif value is None:
                future.cancel()
            elif isinstance(value, StopIteration) or not isinstance(value, BaseException):
                future.set_exception(RuntimeError("coroutine raised StopIteration"))
            else:
                future.set_exception(value)

    def begin(self, coroutine: Coroutine[Any, Any, object]) -> int:
        """A coroutine of the test that something of the submission awaits; its number there."""
        self.tokens += 1
        self.begun[self.tokens] = self.loop.create_task(coroutine)
        return self.tokens

    def cancel(self, args: list[object]) -> None:
        task = self.begun.pop(args[0], None) if len(args) == 1 and type(args[0]) is int else None
        if task is not None:
            task.cancel()


def _outcome(task: asyncio.Task[object]) -> tuple[bool, object]:
    if task.cancelled():
        return False, None
    error = task.exception()
    return (True, task.result()) if error is None else (False, error)


def _started(answer: object) -> tuple[int, float | None, list[Any]]:
    match answer:
        case (int(number), None | int() | float() as delay, [*finished]):
            return number, delay, finished
    raise Malformed("not a task")


def _turned(answer: object) -> tuple[float | None, list[Any]]:
    match answer:
        case (None | int() | float() as delay, [*finished]):
            return delay, finished
    raise Malformed("not a turn")

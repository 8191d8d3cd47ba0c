"""The clock's half beside the submission: a virtual clock in the worker, which the judge reads and moves.

What it says is the submission's word: whoever wants to can change it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from waymark_agent.session import Session, Turn
from waymark_agent.virtual_time.install import VirtualTime
from waymark_agent.virtual_time.turns import NANOSECONDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from waymark_agent.event_loop import Finished

STEP_WAITS = 4
"""A turn of a loop that the judge drives costs as much as so many more waits."""

_installed: list[Clock] = []


class Clock(Turn):
    """The virtual time of this worker, and what the session does for it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.virtual = VirtualTime()
        self.turns = self.virtual.turns
        self.calls = 0
        """How often something of the test was called."""

    def install(self) -> None:
        import threading

        session = self.session
        self.virtual.install()
        # The submission's threads wait for their turn to talk to the judge: the clock has to know.
        session.line = threading.RLock()
        session.answering = threading.Condition(session.line)
        session.channel.receive = self.listening(session.channel.receive)  # type: ignore[method-assign]
        session.turn = self
        self.turns.serving = 1

    def begin(self) -> None:
        self.turns.enter()

    def settle(self) -> None:
        self.turns.settle()

    def end(self) -> None:
        self.turns.leave()

    def rest(self, loop: object) -> float | None:
        from waymark_agent.virtual_time.loops import resting

        return resting(self.turns, loop)

    def listening(self, receive: Callable[[], dict[str, object]]) -> Callable[[], dict[str, object]]:
        """While the judge is at work everything here stands still, however long that takes."""

        def listen() -> dict[str, object]:
            with self.turns.lock:
                me = self.turns.by_ident.get(threading_ident())
                was = me is not None and me.talking
                if me is not None:
                    me.talking = True
            self.calls += 1
            try:
                return receive()
            finally:
                if me is not None:
                    me.talking = was

        return listen

    def advance(self, nanoseconds: int) -> None:
        """In steps: to each moment somebody waits for, where everybody runs who can, and then on."""
        turns = self.turns
        target = turns.now + nanoseconds
        self.let_run()
        while (due := self.next_due()) is not None and due <= target:
            with turns.lock:
                turns.count(turns.here())
                turns.jump(due)
            self.let_run()
        with turns.lock:
            turns.jump(target)
        self.let_run()

    def let_run(self) -> None:
        tasks = self.session.own_tasks
        if tasks is not None and tasks.can_go_round():
            tasks.go_round()
        else:
            self.turns.settle()

    def next_due(self) -> int | None:
        tasks = self.session.own_tasks
        if tasks is None or not tasks.can_go_round():
            return self.turns.next_due()
        from waymark_agent.virtual_time.loops import earliest

        delay = earliest(self.turns, tasks.loop)
        return None if delay is None else self.turns.now + max(round(delay * NANOSECONDS), 0)


def threading_ident() -> int:
    import _thread

    return _thread.get_ident()


def before_import() -> None:
    session = Session.current
    if session is not None:
        clock = Clock(session)
        clock.install()
        _installed.append(clock)


def now() -> int:
    """Nanoseconds since the test began."""
    return _installed[0].turns.now


def sleeps() -> tuple[int, tuple[float, ...]]:
    """How many there were, and the seconds of the first of them."""
    times = _installed[0].virtual.times
    return times.slept, tuple(times.sleeps)


def advance(nanoseconds: int) -> int:
    """Now, after that."""
    _installed[0].advance(nanoseconds)
    return now()


def turn(
    nanoseconds: int, more: int | None, arrived: list[tuple[int, bool, object]]
) -> tuple[int, tuple[float | None, list[Finished]]]:
    """After that, a turn of the loop that the judge's loop drives; and more of them, for so long or for ever (None).

    They end as soon as there is something for the judge: a task has finished, or the submission has called something of the test.
    """
    clock = _installed[0]
    clock.advance(nanoseconds)
    end = None if more is None else clock.turns.now + more
    calls = clock.calls
    delay, finished = clock.session.tasks.tick(arrived, 0.0)
    while not finished and clock.calls == calls and delay and math.isfinite(delay):
        step = round(delay * NANOSECONDS)
        if end is not None and clock.turns.now + step > end:
            break
        clock.advance(max(step, 1))
        clock.turns.waits += STEP_WAITS
        delay, finished = clock.session.tasks.tick([], 0.0)
    return now(), (delay, finished)


def set_wall(moment: dt.datetime) -> None:
    import datetime as dt

    since = moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    microseconds = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    _installed[0].virtual.times.set_wall(microseconds * 1000)


def set_automatic(automatic: bool) -> None:
    _installed[0].turns.automatic = automatic

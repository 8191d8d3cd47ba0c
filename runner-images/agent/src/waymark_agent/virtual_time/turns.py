"""Whose turn it is, and when time moves."""

from __future__ import annotations

import _thread
import heapq
import itertools
from collections import deque
from typing import TYPE_CHECKING, Final

from waymark_agent.virtual_time.endings import ClockStopped, Deadlock, EndlessWaiting

if TYPE_CHECKING:
    from collections.abc import Callable

NANOSECONDS: Final = 1_000_000_000
MAX_WAITS: Final = 100_000
"""Waits for a time in one test, over all threads. A loop that sleeps for ever gets here in a few seconds."""
MAX_SPINS: Final = 1000
MAX_TIME: Final = 10 * 365 * 86_400 * NANOSECONDS

RUNNING, READY, WAITING, SETTLING, AWAY, OUTSIDE, GONE = range(7)


class Runner:
    """A thread as the clock sees it. ``gate`` is opened when its turn comes."""

    __slots__ = ("error", "gate", "ident", "native", "spins", "state", "talking", "ticket", "woken")

    def __init__(self) -> None:
        self.gate = _thread.allocate_lock()
        self.gate.acquire()
        self.state = READY
        self.ident = 0
        self.native = 0
        self.spins = 0
        self.ticket = 0
        self.woken = False
        self.talking = False
        self.error: BaseException | None = None


class Turns:
    """``lock`` guards everything here. It is reentrant: a finalizer may run at any point and release something."""

    def __init__(self) -> None:
        self.lock = _thread.RLock()
        self.now = 0
        self.automatic = True
        self.serving = 1
        self.waits = 0
        self.order = itertools.count()
        self.ready: deque[Runner] = deque()
        self.timers: list[tuple[int, int, Runner, int]] = []
        self.settling: list[Runner] = []
        self.away: set[Runner] = set()
        self.by_ident: dict[int, Runner] = {}
        self.on_contention: Callable[[], None] = lambda: None
        self.main = self.enrol(Runner())
        self.main.state = RUNNING
        self.current: Runner | None = self.main
        """Who has the turn."""

    # Threads

    def enrol(self, runner: Runner) -> Runner:
        """The calling thread is this runner from now on."""
        runner.ident, runner.native = _thread.get_ident(), _thread.get_native_id()
        self.by_ident[runner.ident] = runner
        return runner

    def arrive(self, runner: Runner) -> None:
        """First thing in a new thread, which its starter has put in line."""
        with self.lock:
            self.enrol(runner)
            self.on_contention()
        runner.gate.acquire()

    def depart(self, done: Callable[[], None]) -> None:
        """Last thing in a thread."""
        with self.lock:
            me = self.here()
            done()
            self.drop(me)
            self.hand_on()

    def drop(self, runner: Runner) -> None:
        runner.state = GONE
        runner.ticket += 1
        self.away.discard(runner)
        if self.by_ident.get(runner.ident) is runner:
            del self.by_ident[runner.ident]

    def here(self) -> Runner:
        """The calling thread, with the turn. Every operation begins with it; the lock is held."""
        me = self.by_ident.get(_thread.get_ident())
        if me is None:
            # Started behind our back.
            me = self.enrol(Runner())
        if me is not self.current:
            self.away.discard(me)
            me.state = READY
            self.ready.append(me)
            if self.current is None:
                self.hand_on()
            self.pause(me)
        return me

    # The thread that serves the judge

    def enter(self) -> None:
        """A request has come."""
        with self.lock:
            self.serving += 1
            self.here()

    def leave(self) -> None:
        """It has been answered: from here on time stands still."""
        with self.lock:
            me = self.here()
            self.serving -= 1
            me.state = OUTSIDE
            self.hand_on()

    def settle(self) -> None:
        """Let everybody run who can, without time passing."""
        with self.lock:
            me = self.here()
            if self.ready or self.away:
                me.state = SETTLING
                self.settling.append(me)
                self.switch(me)

    # Waiting

    def wait(self, time: int | None = None) -> bool:
        """Until woken (True), or until that many nanoseconds have passed (False). The lock is held, and held again after."""
        me = self.here()
        if time is not None:
            self.count(me)
            heapq.heappush(self.timers, (self.now + max(time, 1), next(self.order), me, me.ticket))
        me.spins = 0
        me.woken = False
        me.state = WAITING
        self.switch(me)
        return me.woken

    def give_way(self) -> None:
        """Let those run who are in line before going on."""
        with self.lock:
            me = self.here()
            if self.ready:
                me.state = READY
                self.ready.append(me)
                self.switch(me)

    def sleep_for_nothing(self) -> None:
        """``sleep(0)``. Who does that alone for long waits a millisecond each time, or its loop would keep time from passing."""
        with self.lock:
            me = self.here()
            spins = me.spins + 1
            if spins > MAX_SPINS:
                self.wait(NANOSECONDS // 1000)
            else:
                self.give_way()
            me.spins = spins

    def wake(self, runner: Runner) -> None:
        """By whoever has the turn, and keeps it."""
        if runner.state == WAITING:
            runner.woken = True
            self.line_up(runner)

    def line_up(self, runner: Runner) -> None:
        runner.state = READY
        runner.ticket += 1
        self.ready.append(runner)

    def switch(self, me: Runner) -> None:
        self.hand_on()
        self.pause(me)
        if me.error is not None:
            error, me.error = me.error, None
            raise error

    def pause(self, me: Runner) -> None:
        held = self.lock._release_save()  # type: ignore[attr-defined]
        me.gate.acquire()
        self.lock._acquire_restore(held)  # type: ignore[attr-defined]

    # Who is next

    def hand_on(self) -> None:
        """The turn goes to the next, or to nobody."""
        chosen = self.ready.popleft() if self.ready else None if self.away else self.next_moment()
        self.give(chosen)

    def give(self, chosen: Runner | None) -> None:
        self.current = chosen
        if chosen is not None:
            chosen.state = RUNNING
            chosen.gate.release()
        if len(self.by_ident) > 1 or chosen is None:
            self.on_contention()

    def next_moment(self) -> Runner | None:
        """Nobody can go on as things are. Whoever waits for just that comes first; then time moves."""
        if self.settling:
            return self.settling.pop()
        if not self.serving:
            return None
        due = self.next_due()
        if due is None:
            if not self.away:
                self.fail(Deadlock())
        elif not self.automatic:
            self.fail(ClockStopped())
        elif due > MAX_TIME:
            self.fail(EndlessWaiting(MAX_WAITS))
        else:
            self.jump(due)
        return self.ready.popleft() if self.ready else None

    def next_due(self) -> int | None:
        while self.timers and self.timers[0][2].ticket != self.timers[0][3]:
            heapq.heappop(self.timers)
        return self.timers[0][0] if self.timers else None

    def jump(self, moment: int) -> None:
        """Time moves there, and whoever waits until then gets in line: by due time, then by arrival."""
        self.now = max(self.now, moment)
        while (due := self.next_due()) is not None and due <= self.now:
            self.line_up(heapq.heappop(self.timers)[2])

    # What cannot go on

    def count(self, me: Runner) -> None:
        self.waits += 1
        if self.waits > MAX_WAITS:
            error = EndlessWaiting(MAX_WAITS)
            if me is self.main or not self.fail(error):
                raise error

    def fail(self, error: BaseException) -> bool:
        """The request that is served ends with this; False where none waits that could be told."""
        if self.main.state not in (WAITING, SETTLING):
            return False
        if self.main in self.settling:
            self.settling.remove(self.main)
        self.main.error = error
        self.line_up(self.main)
        return True

    # Children

    def begin_child(self) -> None:
        """After a fork: the thread that forked is the only one, and has nobody to wait for but itself."""
        me = self.by_ident.get(_thread.get_ident()) or Runner()
        self.ready.clear()
        self.timers.clear()
        self.settling.clear()
        self.away.clear()
        self.by_ident.clear()
        self.main = self.current = self.enrol(me)
        me.state = RUNNING
        me.talking = False
        self.serving = 1
        self.automatic = True

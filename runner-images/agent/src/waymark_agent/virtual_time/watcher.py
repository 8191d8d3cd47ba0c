"""Notices threads that have the turn and wait for something real, and has the others go on.

Runs in a thread of its own, and only while two threads exist or one is known to wait for something real.
"""

from __future__ import annotations

import _thread
import time
from typing import TYPE_CHECKING, Final

from waymark_agent.virtual_time.turns import AWAY, NANOSECONDS, Runner, Turns

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_EVERY: Final = 0.002
LOOKS: Final = 4
"""Looks in a row at which a thread slept without having run in between: longer than a thread waits for the interpreter."""
PACE: Final = 1.0
"""Real seconds that something real may take before time goes on, or as long as that would be where it is shorter."""

_sleep, _real_time = time.sleep, time.monotonic


class Watcher:
    """``start`` is the interpreter's own way to begin a thread."""

    def __init__(self, turns: Turns, start: Callable[..., object]) -> None:
        self.turns = turns
        self.start = start
        self.begin()
        turns.on_contention = self.ring

    def begin(self) -> None:
        """Now, and in a forked child, which has none."""
        self.bell = _thread.allocate_lock()
        self.bell.acquire()
        self.running = False
        self.looking = False
        self.seen: dict[Runner, tuple[str, int]] = {}
        self.quiet_since: float | None = None

    def ring(self) -> None:
        """The turns' lock is held."""
        if self.looking:
            return
        if not self.running:
            try:
                self.start(self.watch, ())
            except RuntimeError:
                # No more threads may be started: then nobody will be noticed.
                return
            self.running = True
        self.looking = True
        self.bell.release()

    def watch(self) -> None:
        while True:
            self.bell.acquire()
            self.seen.clear()
            pause: float | None = LOOK_EVERY
            while pause is not None:
                _sleep(pause)
                with self.turns.lock:
                    pause = self.look()
                    self.looking = pause is not None

    def look(self) -> float | None:
        """After how many seconds to look again; None when there is nothing to look for."""
        turns = self.turns
        current = turns.current
        if current is None:
            return self.look_at_those_away()
        self.quiet_since = None
        if len(turns.by_ident) == 1:
            return None
        if not current.talking and self.is_stuck(current) and turns.current is current:
            current.state = AWAY
            turns.away.add(current)
            turns.hand_on()
        return LOOK_EVERY

    def look_at_those_away(self) -> float | None:
        """Nobody has the turn. When all who could take it wait for something real, others may go on, in time."""
        turns = self.turns
        stuck = [self.is_stuck(runner) for runner in list(turns.away)]
        if not (turns.settling or turns.serving):
            return None
        if not turns.away:
            turns.hand_on()
            return LOOK_EVERY if turns.current is not None else None
        if not all(stuck):
            self.quiet_since = None
            return LOOK_EVERY
        if not turns.settling and not self.has_waited():
            return 5 * LOOK_EVERY
        self.quiet_since = None
        turns.give(turns.next_moment())
        return LOOK_EVERY

    def has_waited(self) -> bool:
        due = self.turns.next_due()
        if due is None:
            return False
        if self.quiet_since is None:
            self.quiet_since = _real_time()
        return _real_time() - self.quiet_since >= min(PACE, (due - self.turns.now) / NANOSECONDS)

    def is_stuck(self, runner: Runner) -> bool:
        """It has slept in the kernel since a few looks ago. A thread that is gone can do no more: it is forgotten."""
        if not runner.native:
            return False
        state = state_of(runner.native)
        if state is None:
            self.turns.drop(runner)
            if self.turns.current is runner:
                self.turns.hand_on()
            return False
        before, looks = self.seen.get(runner, ("", 0))
        looks = looks + 1 if state == before else 1
        self.seen[runner] = state, looks
        return looks >= LOOKS and state.startswith("S")


def state_of(native: int) -> str | None:
    """``S`` while it sleeps, and how often it has gone to sleep. None for a thread that is no more; "?" where nobody can tell."""
    try:
        with open(f"/proc/self/task/{native}/status", encoding="ascii", errors="replace") as file:
            text = file.read()
    except FileNotFoundError:
        return None
    except OSError:
        return "?"
    found = {line.split(":")[0]: line.split()[1] for line in text.splitlines() if line.startswith(_FIELDS)}
    return f"{found.get('State', '?')} {found.get('voluntary_ctxt_switches', '')}"


_FIELDS = ("State:", "voluntary_ctxt_switches:")

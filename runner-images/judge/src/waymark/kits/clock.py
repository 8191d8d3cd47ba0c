"""``clock``: in a test that uses it the submission's time is virtual. Waiting takes none of ours, and is told to the suite."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import pytest

from waymark.errors import SubmissionRaised, SuiteFault
from waymark.kits.clock_loops import NANOSECONDS, virtual_loops

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from waymark.kits.beside import Beside

MAX_SECONDS = 10 * 365 * 86_400
MAX_SLEEPS = 10_000
FIRST = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
LAST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


class Clock:
    """The time of one test, as the submission sees it.

    It begins at 0 and at 2025-01-01T00:00:00Z. While a call of the suite is waited for it moves on by itself, whenever nobody
    in the submission has anything else to do; between two calls it stands still.
    """

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._automatic = True

    @property
    def now(self) -> float:
        """Seconds since the test began, to a microsecond."""
        return self._now() / NANOSECONDS

    @property
    def sleeps(self) -> list[float]:
        """The seconds the submission asked for in ``time.sleep`` and ``asyncio.sleep``, in order.

        Sleeps of zero seconds are left out. Other waits, such as ``event.wait(5)``, show in ``now`` alone. Fails the test when
        there are more than 10,000.
        """
        __tracebackhide__ = True
        answer = self._ask("sleeps")
        match answer:
            case (int(count), tuple(listed)) if all(type(one) in (int, float) for one in listed):
                if count > MAX_SLEEPS:
                    raise AssertionError(f"your code slept {count:,} times: look for a loop that never ends")
                return list(listed)
        raise AssertionError(SPOILT)

    def advance(self, seconds: float) -> None:
        """Move time on, and wake whoever sleeps until then: threads and timers of asyncio, in the order of their due times.

        Returns when all of them wait again or have ended. At most ten years.
        """
        __tracebackhide__ = True
        if type(seconds) not in (int, float) or not 0 <= seconds <= MAX_SECONDS:
            raise SuiteFault(f"clock.advance takes seconds from 0 to {MAX_SECONDS:,}, not {seconds!r}")
        self._advance(seconds)

    def set(self, moment: dt.datetime) -> None:
        """Set the wall time (``time.time``, ``datetime.now``, ``date.today``), here and now; one without a zone is in UTC.

        Nobody is woken by that, and ``now`` stays what it is.
        """
        __tracebackhide__ = True
        if not isinstance(moment, dt.datetime):
            raise SuiteFault(f"clock.set takes a datetime, not {moment!r}")
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
        if not FIRST <= aware <= LAST:
            raise SuiteFault(f"clock.set takes a datetime from 1970-01-02 to 2200-01-01, not {moment}")
        self._ask("set_wall", aware.astimezone(dt.UTC))

    def manual(self) -> None:
        """From here on only ``advance`` moves time. A call that waits for time to pass fails instead of waiting."""
        __tracebackhide__ = True
        self._set_automatic(False)

    def automatic(self) -> None:
        """Undo ``manual``."""
        __tracebackhide__ = True
        self._set_automatic(True)

    def _ask(self, function: str, *arguments: object) -> object:
        """The other half. A report's "after ..." goes on naming the test's own call."""
        __tracebackhide__ = True
        crossing = self._beside.crossing
        before = crossing.last_call
        try:
            return self._beside.call("clock", function, *arguments)
        except SubmissionRaised:
            # It waits for ever, which its exception says better.
            raise
        except Exception:
            raise AssertionError(SPOILT) from None
        finally:
            crossing.last_call = before

    def _set_automatic(self, automatic: bool) -> None:
        self._ask("set_automatic", automatic)
        self._automatic = automatic

    def _now(self) -> int:
        """Nanoseconds, rounded to microseconds: sums of fractions leave a few nanoseconds."""
        __tracebackhide__ = True
        return _believed(self._ask("now"))

    def _advance(self, seconds: float) -> int:
        __tracebackhide__ = True
        return _believed(self._ask("advance", _whole(seconds)))

    def _turn(self, seconds: float, more: float | None, results: Sequence[object]) -> tuple[int, object]:
        __tracebackhide__ = True
        match self._ask("turn", _whole(seconds), None if more is None else _whole(more), list(results)):
            case (now, answer):
                return _believed(now), answer
        raise AssertionError(SPOILT)


def _whole(seconds: float) -> int:
    """Nanoseconds. What is not nothing has to be one, or a loop would turn on the spot."""
    return round(min(seconds, MAX_SECONDS) * NANOSECONDS) or math.ceil(seconds)


SPOILT = "the test's clock gives no time any more: your code has changed what the clock is made of, which it must leave alone"


def _believed(answer: object) -> int:
    """A moment that the sandbox names, as far as it can be one."""
    __tracebackhide__ = True
    if type(answer) is not int or not 0 <= answer <= 1 << 62:
        raise AssertionError(SPOILT)
    return round(answer, -3)


@pytest.fixture
def clock(request: pytest.FixtureRequest, beside: Beside) -> Generator[Clock]:
    """A virtual clock in the submission's worker, and in the event loop of an async test."""
    if "clock" not in request.node.fixturenames:
        raise SuiteFault(
            f"{request.node.nodeid} asks for the fixture clock with getfixturevalue, when the submission is imported already: "
            "make it a parameter of the test, or of a fixture that the test uses"
        )
    made = Clock(beside)
    with virtual_loops(made, beside.crossing):
        yield made

"""What the library says about the time, and its ``sleep``, by the virtual clock."""

from __future__ import annotations

import math
import operator
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from waymark_agent.virtual_time.turns import NANOSECONDS, Turns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

BEGINNING: Final = 1_735_689_600 * NANOSECONDS
"""Wall time when a test begins: 2025-01-01T00:00:00Z."""
UPTIME: Final = 1000 * NANOSECONDS
"""What ``monotonic`` says then: not 0, which code likes to take for "never"."""
MAX_SLEEPS: Final = 10_000

_REAL = ("subprocess", "selectors", "socketserver", "multiprocessing")
"""Modules (packages with all that is in them) that wait for something real, and go on doing so by the real clock."""


class Times:
    """``sleeps`` are the seconds asked for, in order; more than ``MAX_SLEEPS`` are only counted."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.began = BEGINNING
        self.sleeps: list[float] = []
        self.slept = 0

    def wall(self) -> int:
        return self.began + self.turns.now

    def set_wall(self, nanoseconds: int) -> None:
        self.began = nanoseconds - self.turns.now

    def record(self, seconds: float) -> None:
        self.slept += 1
        if self.slept <= MAX_SLEEPS:
            self.sleeps.append(seconds if type(seconds) is int else float(seconds))

    def functions(self) -> dict[str, Callable[..., object]]:
        """The virtual functions of ``time``, by name."""
        made: dict[str, Callable[..., object]] = {"sleep": self.make_sleep()}
        for name, read in (("time", self.wall), ("monotonic", self.uptime), ("perf_counter", self.uptime)):
            made[name] = reading(name, read, NANOSECONDS)
            made[f"{name}_ns"] = reading(f"{name}_ns", read)
        for name, place in (("gmtime", 0), ("localtime", 0), ("ctime", 0), ("asctime", 0), ("strftime", 1)):
            made[name] = self.defaulting(getattr(time, name), name, place)
        made["clock_gettime"] = self.by_number(time.clock_gettime, "clock_gettime", lambda value: value / NANOSECONDS)
        made["clock_gettime_ns"] = self.by_number(time.clock_gettime_ns, "clock_gettime_ns", lambda value: value)
        return made

    def uptime(self) -> int:
        return UPTIME + self.turns.now

    def make_sleep(self) -> Callable[[float], None]:
        turns, real = self.turns, time.sleep

        def sleep(seconds: float, /) -> None:
            if asked_by_real(sys._getframe(1)):
                real(seconds)
                return
            nanoseconds = checked(seconds)
            if nanoseconds == 0:
                turns.sleep_for_nothing()
                return
            with turns.lock:
                turns.here()
                self.record(seconds)
                turns.wait(nanoseconds)

        return sleep

    def defaulting(self, real: Callable[..., object], name: str, place: int) -> Callable[..., object]:
        """A function that takes now for a moment it is not given."""
        convert = time.localtime
        gives_parts = name in ("asctime", "strftime")

        def function(*arguments: object) -> object:
            given = arguments[place] if len(arguments) > place else None
            if given is not None or len(arguments) < place or asked_by_real(sys._getframe(1)):
                return real(*arguments)
            now = self.wall() / NANOSECONDS
            if name == "gmtime":
                return real(now)
            return real(*arguments[:place], convert(now) if gives_parts else now)

        function.__name__ = function.__qualname__ = name
        return function

    def by_number(
        self, real: Callable[[int], object], name: str, convert: Callable[[int], object]
    ) -> Callable[[int], object]:
        walls = {time.CLOCK_REALTIME}
        uptimes = {time.CLOCK_MONOTONIC, time.CLOCK_MONOTONIC_RAW, time.CLOCK_BOOTTIME}

        def function(number: int, /) -> object:
            if asked_by_real(sys._getframe(1)):
                return real(number)
            if number in walls:
                return convert(self.wall())
            return convert(self.uptime()) if number in uptimes else real(number)

        function.__name__ = function.__qualname__ = name
        return function

    def moment(self, cls: type[dt.datetime], zone: dt.tzinfo | None) -> dt.datetime:
        return cls.fromtimestamp(self.wall() / NANOSECONDS, zone)


def reading(name: str, read: Callable[[], int], divisor: int | None = None) -> Callable[[], float]:
    real: Callable[[], float] = getattr(time, name)

    def function() -> float:
        if asked_by_real(sys._getframe(1)):
            return real()
        return read() if divisor is None else read() / divisor

    function.__name__ = function.__qualname__ = name
    return function


def asked_by_real(frame: object) -> bool:
    name = frame.f_globals.get("__name__")  # type: ignore[attr-defined]
    return type(name) is str and name.partition(".")[0] in _REAL


def checked(asked: Any) -> int:
    """Nanoseconds, with the complaints of the real ``sleep``."""
    seconds: float = asked if isinstance(asked, float) else operator.index(asked)
    if math.isnan(seconds):
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > 9_223_372_036:
        raise OverflowError("timestamp out of range for platform time_t")
    return round(seconds * NANOSECONDS)

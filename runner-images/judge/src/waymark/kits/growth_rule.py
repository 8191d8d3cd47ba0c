"""Whether counts grow as asked. Nothing here knows about time, machines or submissions.

The rule, for counts c(n) at sizes n0 < ... < nk and an order f:

1. *Altogether.* c(nk) may be at most c(n0) times f(nk)/f(n0) times the leeway, plus a few counts. The leeway is half of what a
   further factor of log n would be: sqrt(log nk / log n0); for f = 1 it is a third. A constant factor does not matter, because c
   is compared with c.
   What a function does once, whatever n, makes its growth look smaller, so it never fails one that is right.
2. *What comes on top.* That same overhead could hide growth from rule 1. So where the count at least doubles in the upper half of
   the sizes, growth in the upper half is held against growth in the lower half: the overhead is in neither. It may be larger
   than f allows by at most the fourth root of n. This is coarser, because differences are noisier than counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from waymark.kits.growth_orders import leeway, nearest, step

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_SIZES = 4
MIN_SPAN = 8

type Points = Sequence[tuple[int, int]]
"""Size and count, in order of size."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether counts grow at most as asked; ``nearest`` names the order they keep to when they do not."""

    allowed: bool
    nearest: str | None


def decide(points: Points, at_most: str, slack: int) -> Decision:
    """Hold counts against an order. ``slack`` counts more are never a reason to fail."""
    allowed = not (grows_altogether(points, at_most, slack) or grows_on_top(points, at_most))
    return Decision(allowed, None if allowed else nearest(list(points), at_most))


def grows_altogether(points: Points, at_most: str, slack: int) -> bool:
    """Rule 1: more growth from the first size to the last than asked."""
    (first, low), (last, high) = points[0], points[-1]
    grown = log2(max(high - slack, 1)) - log2(max(low, 1))
    return grown > step(at_most, first, last) + leeway(at_most, first, last)


def grows_on_top(points: Points, at_most: str) -> bool:
    """Rule 2: more growth in the upper half of the sizes than the lower half and the order allow."""
    (first, low), (last, high) = points[0], points[-1]
    middle, between = min(points[1:-1], key=lambda point: abs(2 * log2(point[0]) - log2(first) - log2(last)))
    upper, lower = high - between, between - low
    whole = step(at_most, first, last)
    if lower <= 0 or upper < high / 2 or whole == 0 or whole > 500:
        return False
    # Of the order itself, scaled so that it is 1 at the first size.
    half = 2.0 ** step(at_most, first, middle)
    expected = (2.0**whole - half) / (half - 1)
    return bool(upper / lower > expected * (last / middle) ** 0.25)


def allowed_ratio(at_most: str, smaller: int, larger: int) -> float:
    """By what factor the count may grow between two sizes, leeway included; infinite where no float can say it."""
    doublings = step(at_most, smaller, larger) + leeway(at_most, smaller, larger)
    return 2.0**doublings if doublings < 1000 else float("inf")

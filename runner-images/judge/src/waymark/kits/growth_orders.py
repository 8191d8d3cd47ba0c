"""Orders of growth: how much each allows a count to grow, as logarithms, because 2^n is soon larger than a float."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNDS = ("1", "log n", "n", "n log n", "n^2", "n^3", "2^n")
"""What a suite may ask for, slowest first."""

ORDERS: dict[str, Callable[[int], float]] = {
    "1": lambda n: 0.0,
    "log n": lambda n: log2(log2(n)),
    "sqrt n": lambda n: log2(n) / 2,
    "n": log2,
    "n log n": lambda n: log2(n) + log2(log2(n)),
    "n sqrt n": lambda n: 1.5 * log2(n),
    "n^2": lambda n: 2 * log2(n),
    "n^2 log n": lambda n: 2 * log2(n) + log2(log2(n)),
    "n^3": lambda n: 3 * log2(n),
    "2^n": float,
}
"""Logarithm to base 2 of each order at n, slowest first. n is at least 2, and 4 where an order has a logarithm to grow by."""

_WIDE = (16, 64, 256, 1024, 4096)
_USUAL = (64, 128, 256, 512, 1024)

SIZES: dict[str, tuple[int, ...]] = {
    "1": _WIDE,
    "log n": _WIDE,
    "n": _USUAL,
    "n log n": _USUAL,
    "n^2": (16, 32, 64, 128, 256),
    "n^3": (6, 12, 24, 48),
    "2^n": (4, 6, 8, 10, 12),
}
"""What is measured for a bound unless the suite says otherwise: an honest solution then takes well under a second."""


def step(order: str, smaller: int, larger: int) -> float:
    """By how many doublings the order grows between two sizes."""
    return ORDERS[order](larger) - ORDERS[order](smaller)


def leeway(order: str, smaller: int, larger: int) -> float:
    """A share of what a further factor of log n would come to between two sizes, in doublings.

    A half: the limit lies half way, on a logarithmic scale, between an order f and the next one up, f log n. For a constant a
    third, because a constant has no smaller terms that take their time to vanish.
    """
    return (log2(log2(larger)) - log2(log2(smaller))) / (3 if order == "1" else 2)


def nearest(points: list[tuple[int, int]], above: str) -> str | None:
    """The order that the counts keep closest to, if it is one above the bound; None when it is not, or with too few counts."""
    if len(points) < 3:
        return None
    spreads: dict[str, float] = {}
    for name, order in ORDERS.items():
        scaled = [log2(max(count, 1)) - order(n) for n, count in points]
        spreads[name] = max(scaled) - min(scaled)
    best = min(spreads, key=spreads.__getitem__)
    names = list(ORDERS)
    return best if names.index(best) > names.index(above) else None

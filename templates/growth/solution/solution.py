"""Streaks of days."""

from collections.abc import Iterable


def longest_streak(days: Iterable[int]) -> int:
    """How many days in a row there are, at most. Days are numbers in any order."""
    lengths = [0]
    before = None
    for day in sorted(set(days)):
        lengths.append(lengths[-1] + 1 if before == day - 1 else 1)
        before = day
    return max(lengths)

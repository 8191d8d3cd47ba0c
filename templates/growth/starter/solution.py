"""Streaks of days."""

from collections.abc import Iterable


def longest_streak(days: Iterable[int]) -> int:
    """How many days in a row there are, at most. Days are numbers in any order."""
    raise NotImplementedError

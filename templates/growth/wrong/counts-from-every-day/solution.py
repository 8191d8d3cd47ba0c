"""Streaks of days."""

from collections.abc import Iterable


def longest_streak(days: Iterable[int]) -> int:
    """How many days in a row there are, at most. Days are numbers in any order."""
    there = set(days)
    longest = 0
    for day in there:
        length = 1
        while day + length in there:
            length += 1
        longest = max(longest, length)
    return longest

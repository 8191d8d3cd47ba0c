"""Threads or processes: measure, choose, and keep results apart from failures."""

from collections.abc import Callable, Hashable
from typing import Any


def classify(samples: list[dict[str, float]]) -> str:
    """What kind of work was measured: "cpu", "io", "mixed" or "releases-gil"."""
    raise NotImplementedError


def run_jobs(kind: str, func: Callable[[Any], Any], items: list[Any], *, workers: int, chunk: int = 1) -> list[dict[str, Any]]:
    """Call func with each item, in threads or processes; one dict for each item, in their order."""
    raise NotImplementedError


def parallel_count(paths: list[str], workers: int) -> dict[str, int]:
    """How often each word stands in the files, counted in processes."""
    raise NotImplementedError


class SharedCounter:
    """Counts that many threads add to."""

    def add(self, key: Hashable, n: int = 1) -> None:
        raise NotImplementedError

    def timed_add(self, key: Hashable, fn: Callable[[], int]) -> None:
        """Add what fn() returns."""
        raise NotImplementedError

    def snapshot(self) -> dict[Hashable, int]:
        """A copy of all counts."""
        raise NotImplementedError

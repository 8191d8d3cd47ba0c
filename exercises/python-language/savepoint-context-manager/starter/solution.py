"""Nested transactions on a dict, and a stopwatch for blocks."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any


class Abort(Exception):
    """Raise it inside a transaction to roll that transaction back and go on after its block."""


class TransactionClosed(Exception):
    """A Tx was used after its block had ended."""


class Store:
    """A dict with transactions."""

    data: dict[Hashable, Any]

    def __init__(self) -> None:
        raise NotImplementedError


class Tx:
    """What may be done inside a transaction."""

    def get(self, key: Hashable, default: Any = None) -> Any:
        raise NotImplementedError

    def set(self, key: Hashable, value: Any) -> None:
        raise NotImplementedError

    def delete(self, key: Hashable) -> None:
        """Remove a key; a missing one raises KeyError."""
        raise NotImplementedError


def transaction(store: Store) -> AbstractContextManager[Tx]:
    """Begin a transaction with `with`; it is rolled back when an exception leaves the block."""
    raise NotImplementedError


@contextmanager
def timed(sink: list[tuple[str, float, str]], name: str, clock: Callable[[], float]) -> Iterator[float]:
    """Append (name, elapsed, "ok" or the exception's class name) when the block ends."""
    raise NotImplementedError
    yield

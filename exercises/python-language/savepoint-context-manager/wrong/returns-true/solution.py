"""Nested transactions on a dict, and a stopwatch for blocks."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import TracebackType
from typing import Any


class Abort(Exception):
    """Raise it inside a transaction to roll that transaction back and go on after its block."""


class TransactionClosed(Exception):
    """A Tx was used after its block had ended."""


class Store:
    """A dict with transactions; the dict object itself never changes."""

    def __init__(self) -> None:
        self.data: dict[Hashable, Any] = {}
        self.open: list[Tx] = []


class Tx:
    """What may be done inside a transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: Hashable, default: Any = None) -> Any:
        return self._usable_data().get(key, default)

    def set(self, key: Hashable, value: Any) -> None:
        self._usable_data()[key] = value

    def delete(self, key: Hashable) -> None:
        """Remove a key; a missing one raises KeyError."""
        del self._usable_data()[key]

    def _usable_data(self) -> dict[Hashable, Any]:
        if self not in self._store.open:
            raise TransactionClosed("this transaction has ended")
        if self._store.open[-1] is not self:
            raise RuntimeError("an inner transaction is open")
        return self._store.data


class Transaction:
    """The context manager behind `transaction`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before: dict[Hashable, Any] = {}

    def __enter__(self) -> Tx:
        self._before = deepcopy(self._store.data)
        tx = Tx(self._store)
        self._store.open.append(tx)
        return tx

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        self._store.open.pop()
        if error is not None:
            self._store.data.clear()
            self._store.data.update(self._before)
        return True


def transaction(store: Store) -> Transaction:
    """Begin a transaction with `with`; it is rolled back when an exception leaves the block."""
    return Transaction(store)


@contextmanager
def timed(sink: list[tuple[str, float, str]], name: str, clock: Callable[[], float]) -> Iterator[float]:
    """Append (name, elapsed, "ok" or the exception's class name) when the block ends."""
    start = clock()
    outcome = "ok"
    try:
        yield start
    except BaseException as error:
        outcome = type(error).__name__
        raise
    finally:
        sink.append((name, clock() - start, outcome))

"""Connections are dear: a pool that many threads share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class PoolTimeout(Exception):
    """No connection became free in time."""


class PoolClosed(Exception):
    """The pool gives no connections any more."""


class ConnectionPool:
    """At most `max_size` connections for any number of threads."""

    def __init__(
        self,
        connect: Callable[[], Any],
        *,
        max_size: int,
        max_idle: int | None = None,
        max_age: float | None = None,
        ping: Callable[[Any], bool] | None = None,
    ) -> None:
        raise NotImplementedError

    def acquire(self, timeout: float | None = None) -> Any:
        """A connection: an idle one, a new one, or the next that is given back."""
        raise NotImplementedError

    def release(self, conn: Any) -> None:
        """Give a connection back."""
        raise NotImplementedError

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Any]:
        """A connection for the length of a with block."""
        raise NotImplementedError
        yield

    def close(self) -> None:
        """Give no more connections, and close those that are not in use."""
        raise NotImplementedError

    def stats(self) -> dict[str, int]:
        """How many connections are in use and idle, how many threads wait, how many connections were made in all."""
        raise NotImplementedError

"""Connections are dear: a pool that many threads share."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any


class PoolTimeout(Exception):
    """No connection became free in time."""


class PoolClosed(Exception):
    """The pool gives no connections any more."""


class Waiter:
    """A thread in line. It is given a connection, or a place to open one in, or it learns that the pool is closed."""

    def __init__(self, lock: threading.Lock) -> None:
        self.woken = threading.Condition(lock)
        self.served = False
        self.conn: Any = None


class ConnectionPool:
    """At most `max_size` connections for any number of threads.

    `_lock` guards all fields and is never held while a connection is opened, looked at or closed. `_places` counts connections
    that exist and places that somebody opens one in.
    """

    def __init__(
        self,
        connect: Callable[[], Any],
        *,
        max_size: int,
        max_idle: int | None = None,
        max_age: float | None = None,
        ping: Callable[[Any], bool] | None = None,
    ) -> None:
        self._connect = connect
        self._max_size = max_size
        self._max_idle = max_idle
        self._max_age = max_age
        self._ping = ping
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._in_use: dict[int, Any] = {}
        self._opened: dict[int, float] = {}
        self._line: deque[Waiter] = deque()
        self._places = 0
        self._created = 0
        self._closed = False

    def acquire(self, timeout: float | None = None) -> Any:
        """A connection: an idle one, a new one, or the next that is given back."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            conn, is_idle = self._take(end)
            if conn is None:
                return self._open()
            if not is_idle or self._is_good(conn):
                return conn
            with self._lock:
                del self._in_use[id(conn)]
                self._forget(conn)
            shut(conn)

    def release(self, conn: Any) -> None:
        """Give a connection back."""
        self._give_back(conn, keep=True)

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Any]:
        """A connection for the length of a with block."""
        conn = self.acquire(timeout)
        try:
            yield conn
        except BaseException:
            self._give_back(conn, keep=not getattr(conn, "broken", False))
            raise
        self._give_back(conn, keep=True)

    def close(self) -> None:
        """Give no more connections, and close those that are not in use."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for waiter in self._line:
                waiter.woken.notify()
        for conn in idle:
            shut(conn)

    def stats(self) -> dict[str, int]:
        """How many connections are in use and idle, how many threads wait, how many connections were made in all."""
        with self._lock:
            return {
                "in_use": len(self._in_use),
                "idle": len(self._idle),
                "waiting": len(self._line),
                "created": self._created,
            }

    def _take(self, end: float | None) -> tuple[Any, bool]:
        """A connection and whether it was idle; None stands for a place to open one in."""
        with self._lock:
            if self._closed:
                raise PoolClosed
            if self._idle:
                conn = self._idle.pop()
                self._in_use[id(conn)] = conn
                return conn, True
            if self._places < self._max_size:
                self._places += 1
                return None, False
            return self._wait(end), False

    def _wait(self, end: float | None) -> Any:
        waiter = Waiter(self._lock)
        self._line.append(waiter)
        while not waiter.served:
            left = None if end is None else end - time.monotonic()
            if self._closed or (left is not None and left <= 0):
                self._line.remove(waiter)
                raise PoolClosed if self._closed else PoolTimeout
            waiter.woken.wait(left)
        return waiter.conn

    def _open(self) -> Any:
        try:
            conn = self._connect()
        except BaseException:
            with self._lock:
                self._free_place()
            raise
        with self._lock:
            self._created += 1
            self._opened[id(conn)] = time.monotonic()
            self._in_use[id(conn)] = conn
        return conn

    def _is_good(self, conn: Any) -> bool:
        if self._max_age is not None and time.monotonic() - self._opened[id(conn)] >= self._max_age:
            return False
        try:
            return self._ping is None or bool(self._ping(conn))
        except Exception:
            return False

    def _give_back(self, conn: Any, *, keep: bool) -> None:
        with self._lock:
            if self._in_use.get(id(conn)) is not conn:
                raise ValueError("this connection is not in use")
            if keep and not self._closed and self._line:
                self._serve(conn)
                return
            del self._in_use[id(conn)]
            has_room = self._max_idle is None or len(self._idle) < self._max_idle
            if keep and has_room and not self._closed:
                self._idle.append(conn)
                return
            self._forget(conn)
        shut(conn)

    # With the lock held

    def _forget(self, conn: Any) -> None:
        del self._opened[id(conn)]
        self._free_place()

    def _free_place(self) -> None:
        """The place goes to who waits longest, if anybody does."""
        if self._line and not self._closed:
            self._serve(None)
        else:
            self._places -= 1

    def _serve(self, conn: Any) -> None:
        waiter = self._line.popleft()
        waiter.conn = conn
        waiter.served = True
        waiter.woken.notify()


def shut(conn: Any) -> None:
    with suppress(Exception):
        conn.close()

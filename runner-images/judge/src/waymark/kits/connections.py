"""The suite's own connections to services, by the drivers its authors know. Each is imported when it is asked for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark.grading import ServiceFacts

TIMEOUT = 10
"""Seconds a driver may wait for a server of ours."""


def connect(name: str, facts: ServiceFacts, *args: Any, **options: Any) -> Any:
    """``options`` go to the driver."""
    return _DRIVERS[name](facts, *args, **options)


def close(connection: Any) -> None:
    """Whatever the driver calls it. One that is broken already is closed enough."""
    for name in ("close", "shutdown"):
        end = getattr(connection, name, None)
        if callable(end):
            with contextlib.suppress(Exception):
                end()
            return


def postgres(facts: ServiceFacts, **options: Any) -> Any:
    """A ``psycopg.Connection``, in autocommit unless told otherwise."""
    import psycopg

    return psycopg.connect(str(facts["url"]), **{"autocommit": True, "connect_timeout": TIMEOUT} | options)


def redis(facts: ServiceFacts, **options: Any) -> Any:
    """A ``redis.Redis`` that answers in texts unless told otherwise."""
    import redis as driver

    return driver.Redis.from_url(str(facts["url"]), **{"decode_responses": True, "socket_timeout": TIMEOUT} | options)


_DRIVERS: dict[str, Callable[..., Any]] = {
    "postgres": postgres,
    "redis": redis,
}

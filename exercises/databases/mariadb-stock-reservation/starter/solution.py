"""Reserve stock for orders, and give it back, without ever selling more than there is."""

import time
from collections.abc import Callable
from typing import Any

import pymysql


class ConflictError(Exception):
    """The order is known with other items, or has been released."""


def reserve(
    dsn: dict[str, Any], order_id: str, items: list[tuple[str, int]], *, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """Take the items of an order from the stock: all of them, or none."""
    with pymysql.connect(**dsn):
        raise NotImplementedError


def release(dsn: dict[str, Any], order_id: str, *, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Put the held items of an order back; False where nothing is held."""
    raise NotImplementedError

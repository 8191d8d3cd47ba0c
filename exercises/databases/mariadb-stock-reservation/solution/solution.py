"""Reserve stock for orders, and give it back, without ever selling more than there is."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pymysql
from pymysql.cursors import Cursor

LOCK_WAIT_TIMEOUT = 1205
DEADLOCK = 1213
PAUSES = (0.05, 0.1)
"""Seconds before the second and the third attempt."""


class ConflictError(Exception):
    """The order is known with other items, or has been released."""


def reserve(
    dsn: dict[str, Any], order_id: str, items: list[tuple[str, int]], *, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """Take the items of an order from the stock: all of them, or none."""
    wanted = add_up(items)

    def transaction(cursor: Cursor) -> dict[str, Any]:
        # Every call takes its locks in the same order: stock by sku, then the order.
        available = lock_stock(cursor, wanted)
        known = lock_order(cursor, order_id)
        if known:
            if known == {sku: (qty, "held") for sku, qty in wanted.items()}:
                return {"status": "reserved"}
            raise ConflictError(f"order {order_id} is there already, and is not the same")
        short = {sku: qty - available.get(sku, 0) for sku, qty in wanted.items() if available.get(sku, 0) < qty}
        if short:
            return {"status": "rejected", "short": short}
        for sku, qty in wanted.items():
            cursor.execute("UPDATE stock SET available = available - %s WHERE sku = %s", (qty, sku))
            cursor.execute(
                "INSERT INTO reservations (order_id, sku, qty, state) VALUES (%s, %s, %s, 'held')", (order_id, sku, qty)
            )
        return {"status": "reserved"}

    return in_transaction(dsn, transaction, sleep)


def release(dsn: dict[str, Any], order_id: str, *, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Put the held items of an order back; False where nothing is held."""

    def transaction(cursor: Cursor) -> bool:
        cursor.execute("SELECT sku FROM reservations WHERE order_id = %s", (order_id,))
        lock_stock(cursor, [sku for (sku,) in cursor.fetchall()])
        held = {sku: qty for sku, (qty, state) in lock_order(cursor, order_id).items() if state == "held"}
        for sku, qty in held.items():
            cursor.execute("UPDATE stock SET available = available + %s WHERE sku = %s", (qty, sku))
            cursor.execute("UPDATE reservations SET state = 'released' WHERE order_id = %s AND sku = %s", (order_id, sku))
        return bool(held)

    return in_transaction(dsn, transaction, sleep)


def add_up(items: list[tuple[str, int]]) -> dict[str, int]:
    """Quantity of each sku."""
    if not items or any(qty < 1 for _, qty in items):
        raise ValueError("an order has items, and at least one piece of each")
    total: Counter[str] = Counter()
    for sku, qty in items:
        total[sku] += qty
    return dict(total)


def lock_stock(cursor: Cursor, skus: Any) -> dict[str, int]:
    """One row after the other, in the order of skus: a statement for all of them could lock more rows than these."""
    available = {}
    for sku in sorted(skus):
        cursor.execute("SELECT available FROM stock WHERE sku = %s FOR UPDATE", (sku,))
        row = cursor.fetchone()
        if row is not None:
            available[sku] = row[0]
    return available


def lock_order(cursor: Cursor, order_id: str) -> dict[str, tuple[int, str]]:
    """What is there of the order now, and not when the transaction began."""
    cursor.execute("SELECT sku, qty, state FROM reservations WHERE order_id = %s FOR UPDATE", (order_id,))
    return {sku: (qty, state) for sku, qty, state in cursor.fetchall()}


def in_transaction[T](dsn: dict[str, Any], transaction: Callable[[Cursor], T], sleep: Callable[[float], None]) -> T:
    """Run it, and run it anew where the server gave up waiting for locks."""
    # What ends early is rolled back when the connection is closed.
    with pymysql.connect(**dsn) as connection:
        for pause in PAUSES:
            try:
                return attempt(connection, transaction)
            except pymysql.OperationalError as error:
                if error.args[0] not in (LOCK_WAIT_TIMEOUT, DEADLOCK):
                    raise
            connection.rollback()
            sleep(pause)
        return attempt(connection, transaction)


def attempt[T](connection: pymysql.Connection, transaction: Callable[[Cursor], T]) -> T:
    connection.begin()
    with connection.cursor() as cursor:
        result = transaction(cursor)
    connection.commit()
    return result

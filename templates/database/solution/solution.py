"""A stock of goods in PostgreSQL."""

import psycopg


class OutOfStock(Exception):
    """There are fewer pieces than were asked for."""


def take(url: str, name: str, count: int = 1) -> int:
    """Take pieces out of the stock, and say how many are left."""
    with psycopg.connect(url) as db:
        row = db.execute(
            "UPDATE stock SET pieces = pieces - %(count)s WHERE name = %(name)s AND pieces >= %(count)s RETURNING pieces",
            {"name": name, "count": count},
        ).fetchone()
    if row is None:
        raise OutOfStock(name)
    (left,) = row
    return left


def running_low(url: str, below: int = 5) -> list[str]:
    """Names of what there are fewer pieces of, the fewest first."""
    with psycopg.connect(url) as db:
        rows = db.execute("SELECT name FROM stock WHERE pieces < %s ORDER BY pieces, name", [below]).fetchall()
    return [name for (name,) in rows]

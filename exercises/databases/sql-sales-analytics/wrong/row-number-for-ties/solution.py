"""Sales analytics in PostgreSQL."""

from decimal import Decimal
from typing import Any

import psycopg

MONTHLY = """
    WITH sold AS (
        SELECT extract(month FROM o.placed_at AT TIME ZONE 'UTC')::int AS month, sum(l.qty * l.unit_price) AS revenue
        FROM orders o
        JOIN order_lines l ON l.order_id = o.id
        WHERE o.status IN ('paid', 'shipped') AND extract(year FROM o.placed_at AT TIME ZONE 'UTC') = %s
        GROUP BY 1
    ),
    months AS (
        SELECT month, coalesce(revenue, 0) AS revenue
        FROM generate_series(1, 12) AS month
        LEFT JOIN sold USING (month)
    )
    SELECT month, revenue,
           round((revenue - lag(revenue) OVER w) * 100 / nullif(lag(revenue) OVER w, 0), 1)
    FROM months
    WINDOW w AS (ORDER BY month)
    ORDER BY month
"""

TOP = """
    WITH totals AS (
        SELECT c.country, c.id, sum(l.qty * l.unit_price) AS revenue
        FROM customers c
        JOIN orders o ON o.customer_id = c.id
        JOIN order_lines l ON l.order_id = o.id
        WHERE o.status IN ('paid', 'shipped')
        GROUP BY c.country, c.id
    ),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY country ORDER BY revenue DESC, id) AS place FROM totals
    )
    SELECT country, id, revenue FROM ranked WHERE place <= %s ORDER BY country, revenue DESC, id
"""

CATEGORIES = """
    WITH RECURSIVE below AS (
        SELECT id AS ancestor, id AS category FROM categories
        UNION ALL
        SELECT b.ancestor, c.id FROM below b JOIN categories c ON c.parent_id = b.category
    ),
    sold AS (
        SELECT p.category_id, sum(l.qty * l.unit_price) AS revenue
        FROM products p
        JOIN order_lines l ON l.product_id = p.id
        JOIN orders o ON o.id = l.order_id
        WHERE o.status IN ('paid', 'shipped')
        GROUP BY p.category_id
    )
    SELECT c.id, c.name, coalesce(sum(s.revenue), 0)
    FROM categories c
    JOIN below b ON b.ancestor = c.id
    LEFT JOIN sold s ON s.category_id = b.category
    GROUP BY c.id, c.name
    ORDER BY c.id
"""

REPEAT = """
    SELECT DISTINCT customer_id
    FROM (
        SELECT customer_id, placed_at - lag(placed_at) OVER (PARTITION BY customer_id ORDER BY placed_at) AS gap
        FROM orders
        WHERE status IN ('paid', 'shipped')
    ) AS gaps
    WHERE gap <= make_interval(days => %s)
    ORDER BY customer_id
"""


def monthly_revenue(dsn: str, year: int) -> list[tuple[int, Decimal, Decimal | None]]:
    return _rows(dsn, MONTHLY, year)


def top_per_country(dsn: str, n: int) -> list[tuple[str, int, Decimal]]:
    return _rows(dsn, TOP, n)


def category_totals(dsn: str) -> list[tuple[int, str, Decimal]]:
    return _rows(dsn, CATEGORIES)


def repeat_buyers(dsn: str, days: int) -> list[int]:
    return [customer for (customer,) in _rows(dsn, REPEAT, days)]


def _rows(dsn: str, query: str, *parameters: object) -> list[Any]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(query, parameters).fetchall()

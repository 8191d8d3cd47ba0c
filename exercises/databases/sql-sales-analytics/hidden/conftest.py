"""A shop with a year of orders, made anew for each test."""

import pytest

TABLES = """
    CREATE TABLE categories (id int PRIMARY KEY, parent_id int REFERENCES categories, name text NOT NULL);
    CREATE TABLE products (id int PRIMARY KEY, category_id int NOT NULL REFERENCES categories, name text NOT NULL);
    CREATE TABLE customers (id int PRIMARY KEY, country text NOT NULL);
    CREATE TABLE orders (
        id int PRIMARY KEY,
        customer_id int NOT NULL REFERENCES customers,
        placed_at timestamptz NOT NULL,
        status text NOT NULL
    );
    CREATE TABLE order_lines (
        order_id int NOT NULL REFERENCES orders,
        product_id int NOT NULL REFERENCES products,
        qty int NOT NULL,
        unit_price numeric(10, 2) NOT NULL
    );
"""


ROWS = """
    INSERT INTO categories VALUES (1, NULL, 'all'), (2, 1, 'tools'), (3, 2, 'saws'), (4, 3, 'hand saws'), (5, NULL, 'toys');
    INSERT INTO products VALUES (10, 2, 'hammer'), (11, 3, 'chain saw'), (12, 4, 'fret saw'), (13, 1, 'voucher');
    INSERT INTO customers VALUES (1, 'AT'), (2, 'AT'), (3, 'AT'), (4, 'DE'), (5, 'DE'), (6, 'FR');
"""


class Shop:
    """Puts rows into the tables, and knows the submission's address of them."""

    def __init__(self, postgres):
        self.db = postgres.connect()
        self.db.execute(TABLES + ROWS)
        self.dsn = postgres.inside.url
        self.orders = 0

    def order(self, customer, placed_at, *lines, status="paid"):
        """``lines`` are (product, quantity, price)."""
        self.orders += 1
        with self.db.transaction(), self.db.cursor() as cursor:
            cursor.execute("INSERT INTO orders VALUES (%s, %s, %s, %s)", [self.orders, customer, placed_at, status])
            cursor.executemany("INSERT INTO order_lines VALUES (%s, %s, %s, %s)", [(self.orders, *line) for line in lines])


@pytest.fixture
def shop(services):
    return Shop(services.postgres)

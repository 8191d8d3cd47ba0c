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


class Shop:
    """Puts rows into the tables, and knows the submission's address of them."""

    def __init__(self, postgres):
        self.db = postgres.connect()
        self.db.execute(TABLES)
        self.dsn = postgres.inside.url
        self.orders = 0

    def categories(self, *rows):
        with self.db.cursor() as cursor:
            cursor.executemany("INSERT INTO categories VALUES (%s, %s, %s)", rows)

    def products(self, *rows):
        with self.db.cursor() as cursor:
            cursor.executemany("INSERT INTO products VALUES (%s, %s, %s)", rows)

    def customers(self, *rows):
        with self.db.cursor() as cursor:
            cursor.executemany("INSERT INTO customers VALUES (%s, %s)", rows)

    def order(self, customer, placed_at, *lines, status="paid"):
        """``lines`` are (product, quantity, price)."""
        self.orders += 1
        self.db.execute("INSERT INTO orders VALUES (%s, %s, %s, %s)", [self.orders, customer, placed_at, status])
        for product, quantity, price in lines:
            self.db.execute("INSERT INTO order_lines VALUES (%s, %s, %s, %s)", [self.orders, product, quantity, price])


@pytest.fixture
def shop(services):
    shop = Shop(services.postgres)
    shop.categories((1, None, "all"), (2, 1, "tools"), (3, 2, "saws"), (4, 3, "hand saws"), (5, None, "toys"))
    shop.products((10, 2, "hammer"), (11, 3, "chain saw"), (12, 4, "fret saw"), (13, 1, "voucher"))
    shop.customers((1, "AT"), (2, "AT"), (3, "AT"), (4, "DE"), (5, "DE"), (6, "FR"))
    return shop

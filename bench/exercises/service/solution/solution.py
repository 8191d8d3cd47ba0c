"""A stock of goods, kept in PostgreSQL."""

import os

import psycopg
from psycopg.errors import CheckViolation


class OutOfStock(Exception):
    pass


class Stock:
    def __init__(self):
        self.db = psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True)
        self.db.execute("CREATE TABLE IF NOT EXISTS goods (name text PRIMARY KEY, amount int NOT NULL CHECK (amount >= 0))")

    def add(self, name, amount):
        self.db.execute(
            "INSERT INTO goods VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET amount = goods.amount + excluded.amount", [name, amount]
        )

    def take(self, name, amount):
        try:
            taken = self.db.execute("UPDATE goods SET amount = amount - %s WHERE name = %s", [amount, name])
        except CheckViolation as error:
            raise OutOfStock(name) from error
        if taken.rowcount == 0:
            raise OutOfStock(name)

    def take_all(self, wanted):
        with self.db.transaction():
            for name, amount in wanted.items():
                self.take(name, amount)

    def amounts(self):
        return dict(self.db.execute("SELECT name, amount FROM goods ORDER BY name").fetchall())

    def close(self):
        self.db.close()

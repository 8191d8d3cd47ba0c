"""A stock of goods, made anew for each test."""

import pytest


class Stock:
    """The table as the suite sees it, and the submission's address of the database."""

    def __init__(self, postgres):
        self.url = postgres.inside.url
        self.db = postgres.connect()
        self.db.execute("CREATE TABLE stock (name text PRIMARY KEY, pieces int NOT NULL CHECK (pieces >= 0))")

    def put(self, **pieces):
        for name, count in pieces.items():
            self.db.execute("INSERT INTO stock VALUES (%s, %s)", [name, count])

    def pieces(self):
        return dict(self.db.execute("SELECT name, pieces FROM stock").fetchall())


@pytest.fixture
def stock(services):
    stock = Stock(services.postgres)
    stock.put(tea=7, milk=2, bread=5)
    return stock

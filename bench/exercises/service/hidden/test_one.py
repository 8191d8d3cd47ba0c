from solution import Stock


def test_kept(services):
    """What was added is in the table"""
    Stock().add("mug", 3)
    with services.postgres.connect() as db:
        assert db.execute("SELECT name, amount FROM goods").fetchall() == [("mug", 3)]

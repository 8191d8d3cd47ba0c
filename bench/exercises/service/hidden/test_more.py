import pytest
from solution import OutOfStock, Stock


@pytest.fixture
def stock(services):
    stock = Stock()
    stock.add("mug", 5)
    stock.add("pen", 2)
    yield stock
    stock.close()


def test_adds_up(stock):
    """What is added twice adds up"""
    stock.add("mug", 4)
    assert stock.amounts() == {"mug": 9, "pen": 2}


def test_taken(stock):
    """What is taken is gone"""
    stock.take("mug", 2)
    assert stock.amounts()["mug"] == 3


def test_too_much(stock):
    """More than there is cannot be taken"""
    with pytest.raises(OutOfStock):
        stock.take("pen", 3)
    assert stock.amounts()["pen"] == 2


def test_unknown(stock):
    """What there is not cannot be taken"""
    with pytest.raises(OutOfStock):
        stock.take("hat", 1)


def test_order(stock):
    """An order takes all that it names"""
    stock.take_all({"mug": 1, "pen": 2})
    assert stock.amounts() == {"mug": 4, "pen": 0}


def test_half_an_order(stock):
    """An order that cannot be met takes nothing"""
    with pytest.raises(OutOfStock):
        stock.take_all({"mug": 1, "pen": 3})
    assert stock.amounts() == {"mug": 5, "pen": 2}


def test_reopened(stock):
    """Another connection finds the same"""
    other = Stock()
    assert other.amounts() == {"mug": 5, "pen": 2}
    other.close()


def test_seen_outside(stock, services):
    """The table says what the stock says"""
    stock.take("mug", 5)
    with services.postgres.connect() as db:
        assert db.execute("SELECT amount FROM goods WHERE name = 'mug'").fetchone() == (0,)


def test_changed_outside(stock, services):
    """What others write counts"""
    with services.postgres.connect() as db:
        db.execute("UPDATE goods SET amount = 1 WHERE name = 'mug'")
    with pytest.raises(OutOfStock):
        stock.take("mug", 2)

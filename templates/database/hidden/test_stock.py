import pytest
from solution import OutOfStock, running_low, take


@pytest.mark.points(2)
@pytest.mark.hint("RETURNING gives the new value of the row that an UPDATE has changed.")
def test_take(stock):
    """Taken pieces are gone from the table, and the rest is returned"""
    assert take(stock.url, "tea", 3) == 4
    assert take(stock.url, "tea", 2) == 2
    assert stock.pieces() == {"tea": 2, "milk": 2, "bread": 5}


@pytest.mark.points(1)
@pytest.mark.hint("What does the task say about a call without a count?")
def test_take_one(stock):
    """One piece is taken unless said otherwise"""
    assert take(stock.url, "milk") == 1
    assert stock.pieces()["milk"] == 1


@pytest.mark.points(2)
@pytest.mark.hint("Which number of pieces is the largest that can be taken? Let the statement itself look at it.")
def test_take_all(stock):
    """All pieces can be taken, and one more cannot"""
    with pytest.raises(OutOfStock):
        take(stock.url, "bread", 6)
    assert stock.pieces()["bread"] == 5
    assert take(stock.url, "bread", 5) == 0
    with pytest.raises(OutOfStock):
        take(stock.url, "bread")


@pytest.mark.points(1)
@pytest.mark.hint("An UPDATE that finds no row changes nothing, and does not complain by itself.")
def test_unknown(stock):
    """What is not in the table is out of stock"""
    with pytest.raises(OutOfStock):
        take(stock.url, "coffee")
    assert stock.pieces() == {"tea": 7, "milk": 2, "bread": 5}


@pytest.mark.points(2)
@pytest.mark.hint("Values go beside the statement, as parameters. What becomes of a quote in a text that is pasted into it?")
def test_quotes(stock):
    """A name is a name, whatever characters are in it"""
    stock.put(**{"baker's bread": 3})

    assert take(stock.url, "baker's bread", 2) == 1
    with pytest.raises(OutOfStock):
        take(stock.url, "tea' OR 'a' = 'a")
    assert stock.pieces() == {"tea": 7, "milk": 2, "bread": 5, "baker's bread": 1}


@pytest.mark.points(2)
@pytest.mark.hint("Below is below: what there are exactly so many of is not meant. Equal numbers need a second thing to sort by.")
def test_running_low(stock):
    """What runs low is listed, the fewest pieces first"""
    stock.put(butter=4, apples=4)

    assert running_low(stock.url) == ["milk", "apples", "butter"]
    assert running_low(stock.url, 7) == ["milk", "apples", "butter", "bread"]
    assert running_low(stock.url, 1) == []

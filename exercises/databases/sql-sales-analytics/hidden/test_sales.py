"""Four queries over a shop's orders."""

from decimal import Decimal

import pytest
from solution import category_totals, monthly_revenue, repeat_buyers, top_per_country


@pytest.mark.points(2)
@pytest.mark.hint("A month without orders has no row to group. What has twelve rows?")
def test_months(shop):
    """Twelve months, those without orders among them"""
    shop.order(1, "2024-03-05 12:00+00", (10, 2, "10.00"), (11, 1, "5.50"))
    shop.order(2, "2024-05-05 12:00+00", (10, 1, "51.00"))

    found = monthly_revenue(shop.dsn, 2024)

    assert [(month, revenue) for month, revenue, _ in found] == [
        (month, {3: Decimal("25.50"), 5: Decimal("51.00")}.get(month, Decimal(0))) for month in range(1, 13)
    ]


@pytest.mark.points(2)
@pytest.mark.hint("Dividing by the month before goes wrong when that is 0. NULL is None.")
def test_change(shop):
    """The change in percent, rounded to one place, and None where there is nothing to compare with"""
    shop.order(1, "2024-01-05 12:00+00", (10, 1, "30.00"))
    shop.order(1, "2024-02-05 12:00+00", (10, 1, "40.00"))
    shop.order(1, "2024-04-05 12:00+00", (10, 1, "10.00"))

    changes = [change for _, _, change in monthly_revenue(shop.dsn, 2024)]

    assert changes[:6] == [None, Decimal("33.3"), Decimal("-100.0"), None, Decimal("-100.0"), None]


@pytest.mark.points(2)
@pytest.mark.hint("Half past midnight in Vienna is still yesterday in UTC. Which clock does your month come from?")
def test_months_are_in_utc(shop):
    """An order just after midnight elsewhere belongs to the month it was in UTC"""
    shop.db.execute("ALTER ROLE CURRENT_USER SET timezone = 'Asia/Tokyo'")
    shop.order(1, "2024-06-01 00:30+02", (10, 1, "7.00"))
    shop.order(1, "2024-12-31 23:30+00", (10, 1, "9.00"))
    shop.order(1, "2024-01-01 00:30+02", (10, 1, "100.00"))

    revenue = {month: revenue for month, revenue, _ in monthly_revenue(shop.dsn, 2024) if revenue}
    shop.db.execute("ALTER ROLE CURRENT_USER RESET timezone")

    assert revenue == {5: Decimal("7.00"), 12: Decimal("9.00")}


@pytest.mark.points(2)
@pytest.mark.hint("Which orders count? Look at all four functions.")
def test_only_paid_and_shipped_count(shop):
    """Cancelled and pending orders count nowhere"""
    shop.order(1, "2024-02-01 12:00+00", (10, 1, "8.00"), status="shipped")
    shop.order(1, "2024-02-02 12:00+00", (10, 1, "500.00"), status="cancelled")
    shop.order(4, "2024-02-03 12:00+00", (11, 1, "500.00"), status="pending")

    assert monthly_revenue(shop.dsn, 2024)[1][1] == Decimal("8.00")
    assert top_per_country(shop.dsn, 5) == [("AT", 1, Decimal("8.00"))]
    assert category_totals(shop.dsn)[1] == (2, "tools", Decimal("8.00"))
    assert repeat_buyers(shop.dsn, 30) == []


@pytest.mark.points(2)
@pytest.mark.hint("A limit at the end of the query counts all rows. What counts the rows of each country on its own?")
def test_top_of_each_country(shop):
    """The best customers of each country, in order"""
    for customer, price in ((1, "10.00"), (2, "30.00"), (3, "20.00"), (4, "5.00"), (5, "6.00")):
        shop.order(customer, "2024-02-01 12:00+00", (10, 1, price))
    shop.order(1, "2023-02-01 12:00+00", (10, 3, "5.00"))

    assert top_per_country(shop.dsn, 2) == [
        ("AT", 2, Decimal("30.00")),
        ("AT", 1, Decimal("25.00")),
        ("DE", 5, Decimal("6.00")),
        ("DE", 4, Decimal("5.00")),
    ]


@pytest.mark.points(1)
@pytest.mark.hint("Three window functions number rows. They differ in what they do when rows are level.")
def test_ties(shop):
    """Whoever is level with the last place is in as well"""
    for customer, price in ((1, "10.00"), (2, "10.00"), (3, "9.00"), (4, "5.00"), (5, "5.00")):
        shop.order(customer, "2024-02-01 12:00+00", (10, 1, price))

    assert top_per_country(shop.dsn, 1) == [
        ("AT", 1, Decimal("10.00")),
        ("AT", 2, Decimal("10.00")),
        ("DE", 4, Decimal("5.00")),
        ("DE", 5, Decimal("5.00")),
    ]


@pytest.mark.points(1)
@pytest.mark.hint("Two customers share the first place. Which place has the one after them?")
def test_after_ties(shop):
    """Places that are shared leave none for those after them"""
    for customer, price in ((1, "10.00"), (2, "10.00"), (3, "9.00"), (4, "5.00")):
        shop.order(customer, "2024-02-01 12:00+00", (10, 1, price))

    assert top_per_country(shop.dsn, 2) == [
        ("AT", 1, Decimal("10.00")),
        ("AT", 2, Decimal("10.00")),
        ("DE", 4, Decimal("5.00")),
    ]


@pytest.mark.points(3)
@pytest.mark.hint("A query can refer to itself: look up WITH RECURSIVE.")
def test_categories(shop):
    """A category has the revenue of everything below it, however deep"""
    shop.order(1, "2024-02-01 12:00+00", (12, 1, "1.00"), (11, 1, "10.00"), (10, 1, "100.00"), (13, 1, "1000.00"))

    assert category_totals(shop.dsn) == [
        (1, "all", Decimal("1111.00")),
        (2, "tools", Decimal("111.00")),
        (3, "saws", Decimal("11.00")),
        (4, "hand saws", Decimal("1.00")),
        (5, "toys", Decimal(0)),
    ]


@pytest.mark.points(2)
@pytest.mark.hint("An order with three lines is still one order.")
def test_repeat_buyers(shop):
    """Customers with two orders close together, and not those with one order of many lines"""
    shop.order(1, "2024-02-01 12:00+00", (10, 1, "1.00"))
    shop.order(1, "2024-02-09 12:00+00", (10, 1, "1.00"))
    shop.order(2, "2024-02-01 12:00+00", (10, 1, "1.00"), (11, 1, "1.00"), (12, 1, "1.00"))
    shop.order(4, "2024-02-01 12:00+00", (10, 1, "1.00"))
    shop.order(4, "2024-04-01 12:00+00", (10, 1, "1.00"))
    shop.order(4, "2024-02-20 12:00+00", (10, 1, "1.00"))
    shop.order(5, "2024-02-01 12:00+00", (10, 1, "1.00"))
    shop.order(6, "2024-02-01 12:00+00", (10, 1, "1.00"))

    assert repeat_buyers(shop.dsn, 8) == [1]
    assert repeat_buyers(shop.dsn, 19) == [1, 4]


@pytest.mark.points(2)
@pytest.mark.hint("At most so many days apart, to the second: subtract the times, not the dates.")
def test_exactly_so_many_days(shop):
    """Exactly so many days apart counts, a second more does not"""
    shop.order(1, "2024-02-01 12:00:00+00", (10, 1, "1.00"))
    shop.order(1, "2024-02-08 12:00:00+00", (10, 1, "1.00"))
    shop.order(2, "2024-02-01 12:00:00+00", (10, 1, "1.00"))
    shop.order(2, "2024-02-08 12:00:01+00", (10, 1, "1.00"))

    assert repeat_buyers(shop.dsn, 7) == [1]

"""Tests of pricing.py."""

from datetime import date
from decimal import Decimal

import pytest
from pricing import ExpiredCoupon, UnknownCoupon, apply_coupon, line_total, shipping, volume_discount

DAY = date(2024, 4, 10)


@pytest.mark.parametrize(
    "qty, share",
    [(1, "0"), (5, "0"), (20, "0.05"), (30, "0.05"), (100, "0.12")],
    ids=["one", "five", "twenty", "thirty", "hundred"],
)
def test_volume_discount(qty, share):
    assert volume_discount(qty) == Decimal(share)


def test_line_total():
    assert line_total(3, Decimal("2.50")) == Decimal("7.50")


def test_coupon():
    assert apply_coupon(Decimal("20.00"), "SPRING10", DAY) == Decimal("18.00")


def test_other_coupon():
    assert apply_coupon(Decimal("20.00"), "FIVER", DAY) == Decimal("15.00")


def test_unknown_coupon():
    with pytest.raises(UnknownCoupon):
        apply_coupon(Decimal("20.00"), "NONE", DAY)


def test_expired_coupon():
    with pytest.raises(ExpiredCoupon):
        apply_coupon(Decimal("20.00"), "FIVER", date(2025, 6, 1))


def test_shipping():
    assert shipping(Decimal("20.00"), "DE") == Decimal("4.90")


def test_shipping_of_much():
    assert shipping(Decimal("80.00"), "DE") == Decimal("0.00")


def test_shipping_abroad():
    assert shipping(Decimal("20.00"), "FR") == Decimal("12.90")

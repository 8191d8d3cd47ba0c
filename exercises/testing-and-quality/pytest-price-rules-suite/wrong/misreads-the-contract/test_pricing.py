"""Tests of pricing.py, written from CONTRACT.md."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pricing import ExpiredCoupon, UnknownCoupon, apply_coupon, line_total, shipping, volume_discount

IN_SPRING = date(2024, 4, 10)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "qty, share",
    [(1, "0"), (9, "0"), (10, "0.05"), (11, "0.05"), (49, "0.05"), (50, "0.12"), (51, "0.12")],
    ids=["one", "below-first-step", "first-step", "above-first-step", "below-second-step", "second-step", "above-second-step"],
)
def test_volume_discount(qty, share):
    assert volume_discount(qty) == Decimal(share)


@pytest.mark.parametrize("qty", [0, -1], ids=["none", "negative"])
def test_less_than_one_piece(qty):
    with pytest.raises(ValueError):
        volume_discount(qty)


@pytest.mark.parametrize(
    "qty, unit_price, total",
    [
        (3, "2.50", "7.50"),
        (1, "0.125", "0.13"),
        (1, "0.124", "0.12"),
        (1, "0.126", "0.13"),
        (10, "1.99", "18.91"),
        (50, "0.01", "0.44"),
    ],
    ids=["whole-cents", "half-a-cent", "less-than-half", "more-than-half", "discount-once-at-the-end", "second-step"],
)
def test_line_total(qty, unit_price, total):
    assert line_total(qty, Decimal(unit_price)) == Decimal(total)


@pytest.mark.parametrize("code", ["SPRING10", "spring10", "Spring10"])
def test_coupon_in_any_case(code):
    assert apply_coupon(Decimal("20.00"), code, IN_SPRING) == Decimal("18.00")


def test_coupon_of_a_fixed_amount():
    assert apply_coupon(Decimal("20.00"), "FIVER", IN_SPRING) == Decimal("15.00")


def test_coupon_is_rounded_half_up():
    assert apply_coupon(Decimal("0.05"), "SPRING10", IN_SPRING) == Decimal("0.05")


@pytest.mark.parametrize("total", ["4.99", "5.00", "0.00"])
def test_coupon_never_goes_below_zero(total):
    assert apply_coupon(Decimal(total), "FIVER", IN_SPRING) == Decimal("0")


FIRST, LAST = date(2024, 3, 1), date(2024, 5, 31)


@pytest.mark.parametrize("day", [FIRST, FIRST + ONE_DAY, LAST - ONE_DAY, LAST], ids=["first", "second", "last-but-one", "last"])
def test_coupon_in_its_time(day):
    assert apply_coupon(Decimal("10.00"), "SPRING10", day) == Decimal("9.00")


@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY], ids=["before", "after"])
def test_coupon_out_of_its_time(day):
    with pytest.raises(ExpiredCoupon):
        apply_coupon(Decimal("10.00"), "SPRING10", day)


def test_unknown_coupon():
    with pytest.raises(UnknownCoupon):
        apply_coupon(Decimal("10.00"), "AUTUMN", IN_SPRING)


@pytest.mark.parametrize(
    "total, country, fee",
    [
        ("49.99", "DE", "4.90"),
        ("50.00", "DE", "4.90"),
        ("50.01", "DE", "0.00"),
        ("49.99", "FR", "12.90"),
        ("50.00", "FR", "12.90"),
        ("500.00", "AT", "12.90"),
    ],
    ids=["inland", "inland-up-to-50", "inland-above-50", "abroad", "abroad-from-50", "abroad-much"],
)
def test_shipping(total, country, fee):
    assert shipping(Decimal(total), country) == Decimal(fee)

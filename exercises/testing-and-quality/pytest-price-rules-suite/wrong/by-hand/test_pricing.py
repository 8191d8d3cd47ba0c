"""Tests of pricing.py, written from CONTRACT.md."""

from datetime import date
from decimal import Decimal

from pricing import ExpiredCoupon, UnknownCoupon, apply_coupon, line_total, shipping, volume_discount

DAY = date(2024, 4, 10)


def test_discount_of_9():
    assert volume_discount(9) == Decimal("0")


def test_discount_of_10():
    assert volume_discount(10) == Decimal("0.05")


def test_discount_of_49():
    assert volume_discount(49) == Decimal("0.05")


def test_discount_of_50():
    assert volume_discount(50) == Decimal("0.12")


def test_no_pieces():
    try:
        volume_discount(0)
        raised = False
    except:
        raised = True
    assert raised


def test_half_a_cent():
    assert line_total(1, Decimal("0.125")) == Decimal("0.13")


def test_rounded_once():
    assert line_total(10, Decimal("1.99")) == Decimal("18.91")


def test_coupon():
    assert apply_coupon(Decimal("20.00"), "SPRING10", DAY) == Decimal("18.00")


def test_coupon_in_lower_case():
    assert apply_coupon(Decimal("20.00"), "spring10", DAY) == Decimal("18.00")


def test_coupon_on_its_last_day():
    assert apply_coupon(Decimal("20.00"), "SPRING10", date(2024, 5, 31)) == Decimal("18.00")


def test_coupon_for_a_small_total():
    assert apply_coupon(Decimal("4.00"), "FIVER", DAY) == Decimal("0.00")


def test_coupon_that_has_expired():
    raised = None
    try:
        apply_coupon(Decimal("20.00"), "SPRING10", date(2024, 6, 1))
    except Exception as error:
        raised = type(error)
    assert raised is ExpiredCoupon


def test_coupon_that_does_not_exist():
    raised = None
    try:
        apply_coupon(Decimal("20.00"), "AUTUMN", DAY)
    except Exception as error:
        raised = type(error)
    assert raised is UnknownCoupon


def test_shipping_below_50():
    assert shipping(Decimal("49.99"), "DE") == Decimal("4.90")


def test_shipping_from_50():
    assert shipping(Decimal("50.00"), "DE") == Decimal("0.00")


def test_shipping_abroad():
    assert shipping(Decimal("50.00"), "FR") == Decimal("12.90")

"""Prices of a shop. What each function does is written in CONTRACT.md."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
COUPONS = {
    "SPRING10": (Decimal("0.10"), None, date(2024, 3, 1), date(2024, 5, 31)),
    "FIVER": (None, Decimal("5.00"), date(2024, 1, 15), date(2024, 12, 15)),
}


class UnknownCoupon(Exception):
    """There is no coupon of this code."""


class ExpiredCoupon(Exception):
    """The coupon cannot be used on this day."""


def line_total(qty, unit_price):
    """What qty pieces cost, volume discount taken off, in cents."""
    return _cents(qty * unit_price * (1 - volume_discount(qty)))


def volume_discount(qty):
    """The share that is taken off for qty pieces."""
    if qty < 1:
        raise ValueError("qty must be at least 1")
    if qty >= 50:
        return Decimal("0.12")
    if qty >= 10:
        return Decimal("0.05")
    return Decimal("0")


def apply_coupon(total, code, today):
    """The total with the coupon taken off, in cents."""
    try:
        share, amount, first, last = COUPONS[code.upper()]
    except KeyError:
        raise UnknownCoupon(f"no coupon {code!r}") from None
    if not first <= today <= last:
        raise ExpiredCoupon(f"{code} cannot be used on {today}")
    reduced = total * (1 - share) if share is not None else total - amount
    return max(_cents(reduced), Decimal("0.00"))


def shipping(total, country):
    """What sending goods worth total to a country costs."""
    if country != "DE":
        return Decimal("12.90")
    return Decimal("0.00") if total >= Decimal("50.00") else Decimal("4.90")


def _cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)

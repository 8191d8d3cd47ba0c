"""Prices of a shop."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal


class UnknownCoupon(LookupError):
    pass


class ExpiredCoupon(ValueError):
    pass


def line_total(pieces, price):
    full = price * pieces
    return _round(full - full * volume_discount(pieces))


def volume_discount(pieces):
    if pieces <= 0:
        raise ValueError(pieces)
    return Decimal(12 if pieces > 49 else 5 if pieces > 9 else 0) / 100


def apply_coupon(amount, coupon, day):
    match coupon.casefold():
        case "spring10":
            first, last = date(2024, 3, 1), date(2024, 5, 31)
            reduced = amount - amount / 10
        case "fiver":
            first, last = date(2024, 1, 15), date(2024, 12, 15)
            reduced = amount - 5
        case _:
            raise UnknownCoupon("who has ever heard of that one?")
    if day < first or last < day:
        raise ExpiredCoupon("not that day")
    return _round(reduced) if reduced > 0 else Decimal("0.00")


def shipping(amount, to):
    inland = to == "DE"
    if inland and amount >= 50:
        return Decimal("0.00")
    return Decimal("4.90") if inland else Decimal("12.90")


def _round(amount):
    return amount.quantize(Decimal("1.00"), rounding=ROUND_HALF_UP)

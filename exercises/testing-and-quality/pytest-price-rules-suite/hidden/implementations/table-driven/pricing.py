"""Prices of a shop, from tables."""

import bisect
import datetime
import decimal

D = decimal.Decimal
STEPS, SHARES = (10, 50), (D("0.00"), D("0.05"), D("0.12"))


class CouponError(Exception):
    def __init__(self, code):
        super().__init__()
        self.code = code


class UnknownCoupon(CouponError):
    pass


class ExpiredCoupon(CouponError):
    pass


class Coupon:
    def __init__(self, first, last, reduce):
        self.days = {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
        self.reduce = reduce


_coupons = {
    "fiver": Coupon(datetime.date(2024, 1, 15), datetime.date(2024, 12, 15), lambda total: total - D(5)),
    "spring10": Coupon(datetime.date(2024, 3, 1), datetime.date(2024, 5, 31), lambda total: total * D("0.9")),
}
_fees = {True: D("4.90"), False: D("12.90")}


def _in_cents(amount):
    with decimal.localcontext() as context:
        context.rounding = decimal.ROUND_HALF_UP
        return round_to_cents(max(amount, D(0)))


def round_to_cents(amount):
    return amount.quantize(D("0.00"))


def volume_discount(n):
    if n < 1:
        raise ValueError
    return SHARES[bisect.bisect_right(STEPS, n)]


def line_total(n, each):
    return _in_cents(each * n * (D(1) - volume_discount(n)))


def apply_coupon(total, code, on):
    coupon = _coupons.get(code.lower())
    if coupon is None:
        raise UnknownCoupon(code)
    if on not in coupon.days:
        raise ExpiredCoupon(code)
    return _in_cents(coupon.reduce(total))


def shipping(total, country):
    inland = country == "DE"
    return D("0.00") if inland and total >= D(50) else _fees[inland]

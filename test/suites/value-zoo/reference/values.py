import datetime
import math
import uuid
from decimal import Decimal
from fractions import Fraction


def echo(value):
    return value


def describe(value):
    return type(value).__name__


def nothing():
    pass


def same_type(a, b):
    return type(a) is type(b)


def sign_bit(number):
    return math.copysign(1, number) < 0


def type_of(value):
    return type(value)


def big(n):
    return math.factorial(n)


def many(n):
    return list(range(n))


def nested(depth):
    value = "core"
    for _ in range(depth):
        value = [value]
    return value


def pair_up(*args, **kwargs):
    return args, kwargs


def shrug():
    return NotImplemented


def special(name):
    return {
        "date": datetime.date(2000, 1, 1),
        "td": datetime.timedelta(minutes=1, seconds=30),
        "frac": Fraction(1, 3),
        "dec": Decimal("2.45") + Decimal("0.01"),
        "uuid": uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"),
        "dt": datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc),
        "range": range(0, 10, 4),
        "complex": complex(1, -1),
    }[name]

import datetime as dt
import decimal
import fractions
import math
import pathlib
import unittest
import uuid
from collections import OrderedDict

import pytest

from values import big, describe, echo, many, nested, nothing, pair_up, same_type, shrug, sign_bit, special, type_of

PLAIN = [
    None, True, False, 0, -1, 2**64, -(2**200), 10**400, 0.0, 1.5, 1e308, math.inf, -math.inf, 2 + 3j, "", "text", "äöü 漢字 🐍",
    "nul \x00 inside", "\ud800", "line\r\nbreak", b"", b"\x00\xff", [], [1, [2, [3, []]]], (), (1,), (1, (2, "x")), {}, {"a": 1},
    {1: "int", "1": "str", (1, 2): "tuple", None: "none", 2.5: "float", frozenset({1}): "fs"}, set(), {1, 2}, frozenset({"a"}),
    {"deep": [{"er": ({"est": {1, 2}},)}]}, dt.date(2024, 2, 29), dt.time(23, 59, 59, 999999), dt.timedelta(days=-1, microseconds=1),
    dt.datetime(2024, 1, 1, 12, 30), dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc),
    dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))), decimal.Decimal("1.10"), decimal.Decimal("NaN").copy_abs() and decimal.Decimal("Infinity"),
    fractions.Fraction(-3, 7), uuid.UUID(int=5), pathlib.PurePosixPath("a/b"), bytearray(b"abc"), range(0, 10, 3), slice(1, None, 2), Ellipsis, NotImplemented,
]


@pytest.mark.parametrize("value", PLAIN, ids=lambda v: type(v).__name__)
def test_echo(value):
    got = echo(value)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_type_name_seen_inside(value):
    assert describe(value) == type(value).__name__


def test_singletons():
    assert echo(None) is None
    assert echo(True) is True
    assert echo(...) is ...
    assert echo(NotImplemented) is NotImplemented
    assert nothing() is None


def test_nan_and_zero():
    assert math.isnan(echo(math.nan))
    assert math.copysign(1, echo(-0.0)) == -1
    assert sign_bit(-0.0) is True
    assert echo(decimal.Decimal("NaN")).is_nan()


def test_bool_is_not_int():
    assert same_type(True, 1) is False
    assert same_type(1, 1.0) is False
    assert same_type([1], (1,)) is False
    assert same_type("a", "b") is True


def test_types_as_values():
    assert type_of(5) is int
    assert type_of("x") is str
    assert type_of({}) is dict
    assert echo(int) is int
    assert echo(ValueError) is ValueError
    assert type_of(None) == type(None)


def test_big_numbers():
    assert big(1000) == math.factorial(1000)
    assert big(3000) % 1_000_003 == math.factorial(3000) % 1_000_003


def test_big_containers():
    assert many(20_000) == list(range(20_000))
    assert len(echo("x" * 100_000)) == 100_000
    assert sum(echo(list(range(5000)))) == sum(range(5000))


def test_nesting():
    value = nested(40)
    for _ in range(40):
        assert isinstance(value, list) and len(value) == 1
        value = value[0]
    assert value == "core"


def test_dict_order():
    data = echo({"z": 1, "a": 2, "m": 3})
    assert list(data) == ["z", "a", "m"]
    assert data != [("z", 1)]
    assert data == OrderedDict(z=1, a=2, m=3)


def test_keyword_and_starred():
    assert pair_up(*[1, 2], **{"b": 3, "a": 4}) == ((1, 2), {"b": 3, "a": 4})
    assert pair_up() == ((), {})
    assert pair_up(self=1) == ((), {"self": 1})


class ValueTypes(unittest.TestCase):
    def test_typed_assertions(self):
        self.assertListEqual(echo([1, 2]), [1, 2])
        self.assertTupleEqual(echo((1, 2)), (1, 2))
        self.assertSetEqual(echo({1, 2}), {2, 1})
        self.assertDictEqual(echo({"a": [1]}), {"a": [1]})
        self.assertMultiLineEqual(echo("a\nb"), "a\nb")
        self.assertSequenceEqual(echo([1, 2]), (1, 2))
        self.assertCountEqual(echo("abc"), "cab")
        self.assertIsInstance(echo(b""), bytes)
        self.assertNotIsInstance(echo((1,)), list)

    def test_odd_results(self):
        self.assertEqual(special("date"), dt.date(2000, 1, 1))
        self.assertEqual(special("td").total_seconds(), 90.0)
        self.assertEqual(special("frac") * 2, fractions.Fraction(2, 3))
        self.assertEqual(special("dec").quantize(decimal.Decimal("0.1")), decimal.Decimal("2.5"))
        self.assertEqual(special("uuid").version, 5)
        self.assertEqual(special("dt").isoformat(), "2000-01-01T00:00:00+00:00")
        self.assertEqual(special("range")[-1], 8)
        self.assertEqual(special("complex").imag, -1.0)
        self.assertEqual(shrug(), NotImplemented)

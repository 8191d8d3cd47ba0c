"""Plain data crosses by value, and nothing that arrives is believed."""

import contextlib
import datetime as dt
import decimal
import fractions
import json
import math
import pathlib
import sys
import uuid
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waymark_wire.decoding import Decoder
from waymark_wire.encoding import Encoder, learn
from waymark_wire.links import Links
from waymark_wire.plain import MAX_DEPTH, MAX_TEXT, Malformed, Unsendable, never


def refuse(_coder, value):
    raise (
        Unsendable(f"{type(value).__name__} is not plain")
        if not isinstance(value, list)
        else Malformed("an unknown tag")
    )


def there_and_back(value):
    learn(sys.modules)
    sent = json.loads(json.dumps(Encoder(refuse).encode(value), allow_nan=False))
    return Decoder(refuse).decode(sent)


VALUES = [
    *(None, True, False, 0, -1, 1 << 62, -(1 << 63), 1 << 63, 10**400, -(10**400)),
    *(0.0, -0.0, 1e-320, 1.7976931348623157e308, math.inf, -math.inf, complex(1, -2), complex(math.inf, 0)),
    *("", "ü\0\ud800", "\n" * 10, b"", bytes(range(256)), bytearray(b"ab")),
    *(
        [],
        [[], [1, "a"]],
        (),
        (1, (2,)),
        set(),
        {1, "a", (2, 3)},
        frozenset({1}),
        {},
        {1: "a", "1": "b", None: [], (1,): {}},
    ),
    *(range(0, 10, 3), slice(1, None, 2), Ellipsis, NotImplemented),
    *(
        dt.date(2024, 2, 29),
        dt.time(1, 2, 3, 4, fold=1),
        dt.timedelta(-1, 5, 6),
        dt.datetime(2024, 1, 1, 12, 30, 59, 999999),  # noqa: DTZ001  without a zone, on purpose
    ),
    *(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2024, 7, 1, tzinfo=ZoneInfo("Europe/Berlin"))),
    dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=-3), "away")),
    *(
        decimal.Decimal("1.10"),
        decimal.Decimal("NaN"),
        fractions.Fraction(1, 3),
        uuid.UUID(int=5),
        pathlib.PurePosixPath("/a/b"),
    ),
    *(
        Counter("aab"),
        OrderedDict([("b", 1), ("a", 2)]),
        defaultdict(list, {"a": [1]}),
        deque([1, 2], maxlen=3),
        array("i", [1, 2]),
    ),
]


def named(value):
    large = isinstance(value, int) and abs(value) > 1 << 64
    return f"{type(value).__name__} {'large' if large else ascii(str(value)[:20])}"


@pytest.mark.parametrize("value", VALUES, ids=named)
def test_a_value_arrives_as_itself(value):
    arrived = there_and_back(value)

    assert type(arrived) is type(value)
    assert arrived == value if type(value) is int else repr(arrived) == repr(value)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_any_nesting_of_values_arrives_as_itself(value):
    assert there_and_back(value) == value


class Liar(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    "value",
    [
        Liar(3),
        object(),
        print,
        type("Text", (str,), {})("a"),
        dt.datetime(2024, 1, 1, tzinfo=type("Z", (dt.tzinfo,), {})()),
    ],
)
def test_what_is_not_exactly_plain_is_left_to_the_caller(value):
    with pytest.raises(Unsendable):
        there_and_back([value])


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (nested(MAX_DEPTH + 1), "nested more than"),
        ([0] * 100_001, "parts"),
        ("a" * (MAX_TEXT + 1), "characters long"),
        (b"a" * (MAX_TEXT + 1), "bytes long"),
        (1 << 2_000_000, "hexadecimal digits"),
    ],
    ids=["deep", "many", "long text", "long bytes", "large number"],
)
def test_what_is_too_large_says_so(value, why):
    with pytest.raises(Unsendable, match=why):
        there_and_back(value)


def test_a_tuple_that_contains_itself_is_refused_without_links():
    inner = []
    inner.append((inner,))

    with pytest.raises(Unsendable, match="contains itself"):
        there_and_back(inner)


MALFORMED = [
    *(
        {},
        {"a": 1},
        [],
        [1],
        [None],
        ["unknown"],
        ["l", {}],
        ["f", "1"],
        ["f"],
        ["i", "0x" + "f" * 100_000],
        ["i", 5],
        ["i", "zz"],
    ),
    *(
        ["b", "&&"],
        ["b", 1],
        ["ba", None],
        ["d", 1],
        ["d", ["l"], 1],
        ["s", ["l"]],
        ["z", ["d"]],
        ["r", 1, 2, 0],
        ["r", 1.5, 2, 1],
    ),
    *(
        ["c", "1", 2],
        ["D", "x"],
        ["D", 1],
        ["F", 1, 0],
        ["F", 1.5, 2],
        ["u", "short"],
        ["p", "WindowsPath", "a"],
        ["p", "str", "a"],
    ),
    *(
        ["da", "2024-13-01"],
        ["dt", "2024", 5, None],
        ["dt", "2024-01-01", 0, "Nowhere/At/All"],
        ["dt", "2024-01-01", 0, [1e12, "x"]],
    ),
    *(["dt", "2024-01-01", 0, "../../etc/passwd"], ["ti", "25:00", 0, None], ["td", 1e30, 0, 0], ["td", 10**12, 0, 0]),
    *(
        ["q", -1],
        ["q", "a"],
        ["ar", "i", "a"],
        ["ar", "?"],
        ["dd", "eval"],
        ["nt", "a b", ["x"], 1],
        ["nt", "A", ["x", "x"], 1, 2],
    ),
    *(["nt", "A", ["x"], 1, 2], ["nt", "A", ["__class__"], 1], ["a", 0], ["a", "0"], ["L", 1, ["l"]], ["sl", 1]),
]


@pytest.mark.parametrize("sent", MALFORMED, ids=lambda sent: ascii(sent)[:40])
def test_what_is_malformed_is_refused_as_such(sent):
    with pytest.raises(Malformed):
        Decoder(refuse).decode(sent)


def test_depth_is_limited_when_it_arrives():
    sent = ["l"]
    for _ in range(500):
        sent = ["l", sent]

    with pytest.raises(Malformed, match="deep"):
        Decoder(refuse).decode(sent)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)
TAGS = "l t s z d b ba i f c D F u p r sl da ti dt td e ni C O dd q nt ar a L".split()


@given(
    st.recursive(
        JSON,
        lambda inner: st.builds(lambda tag, rest: [tag, *rest], st.sampled_from(TAGS), st.lists(inner, max_size=4)),
        max_leaves=20,
    )
)
def test_anything_is_either_built_or_malformed(sent):
    with contextlib.suppress(Malformed):
        Decoder(refuse, Links(0)).decode(sent)


def test_a_caller_may_let_nothing_but_plain_data_through():
    with pytest.raises(Unsendable, match="object is not plain data"):
        Encoder(lambda _coder, value: never(value)).encode([object()])

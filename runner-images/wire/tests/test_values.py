"""What crosses by value, exactly as it was; and what is refused, on both sides."""

import datetime as dt
import json
import math
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waymark_wire.decoding import Decoder
from waymark_wire.encoding import Encoder, learn
from waymark_wire.frames import dumps
from waymark_wire.plain import MAX_DEPTH, MAX_NODES, MAX_TEXT, Json, Malformed, Unsendable, never


class Point(NamedTuple):
    x: int
    y: int


def there_and_back(value: object) -> object:
    learn(sys.modules)
    text = dumps(Encoder(lambda _, other: never(other)).encode(value))
    return Decoder(refuse).decode(json.loads(text))


def refuse(_: Decoder, value: list[Json]) -> object:
    raise Malformed(f"an unknown tag {value[0]!r}")


VALUES = [
    None,
    True,
    0,
    -(2**63),
    2**63,
    10**3000,
    0.1,
    -0.0,
    math.inf,
    1 + 2j,
    "",
    "naïve ☃ \ud800",
    '["h", 1]',
    b"\x00\xff",
    bytearray(b"ab"),
    [1, [2, []]],
    ["h", 1, 1],
    (1, "two", None),
    {1, 2, 3},
    frozenset({"a"}),
    {"t": 1, (1, 2): [3], None: {}},
    range(3, 30, 4),
    slice(None, 5),
    ...,
    NotImplemented,
    dt.date(2024, 2, 29),
    dt.datetime(2024, 10, 27, 2, 30, fold=1),  # noqa: DTZ001  naive ones cross, too
    dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    dt.time(23, 59, 59, 999999, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30))),
    dt.timedelta(days=-1, microseconds=1),
    Decimal("1.50"),
    Fraction(-3, 7),
    UUID(int=7),
    PurePosixPath("/a/b"),
    PureWindowsPath("C:/a"),
    Counter("abca"),
    OrderedDict(b=1, a=2),
    deque([1, 2], maxlen=5),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_data_arrives_as_it_was(value: object) -> None:
    arrived = there_and_back(value)

    assert type(arrived) is type(value)
    assert arrived == value
    assert repr(arrived) == repr(value)


def test_what_equality_does_not_show_arrives_too() -> None:
    assert math.isnan(there_and_back(math.nan))  # type: ignore[arg-type]
    assert list(there_and_back({"b": 1, "a": 2})) == ["b", "a"]  # type: ignore[call-overload]
    assert there_and_back(deque([1], maxlen=3)).maxlen == 3  # type: ignore[attr-defined]
    assert there_and_back(defaultdict(list, a=[1]))["new"] == []  # type: ignore[index]


def test_a_named_tuple_is_rebuilt_with_its_fields() -> None:
    arrived = Decoder(refuse).decode(["nt", "Point", ["x", "y"], 1, 2])

    assert arrived == Point(1, 2)
    assert (type(arrived).__name__, arrived.y) == ("Point", 2)  # type: ignore[attr-defined]


class LyingInt(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class LyingText(str):
    __slots__ = ()


class LyingDict(dict[str, int]):
    def items(self) -> object:  # type: ignore[override]
        raise AssertionError("nobody may ask")


@pytest.mark.parametrize("value", [LyingInt(1), LyingText("a"), LyingDict(a=1), object(), [object()], {"a": len}])
def test_what_is_not_exactly_a_plain_type_is_left_to_the_caller(value: object) -> None:
    with pytest.raises(Unsendable, match="is not plain data"):
        there_and_back(value)


def nested(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


def cyclic() -> list[object]:
    value: list[object] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        "a" * (MAX_TEXT + 1),
        b"a" * (MAX_TEXT + 1),
        nested(MAX_DEPTH + 1),
        [0] * (MAX_NODES + 1),
        cyclic(),
        1 << 1_000_000,
    ],
    ids=["text", "bytes", "depth", "parts", "cycle", "number"],
)
def test_a_value_beyond_the_limits_is_refused_with_a_reason(value: object) -> None:
    with pytest.raises(Unsendable):
        there_and_back(value)


MALFORMED: list[Json] = [
    [],
    [1],
    [[]],
    ["l", []],
    ["unknown"],
    ["d", 1],
    ["d", ["l"], 1],
    ["s", ["l"]],
    ["b", 1],
    ["b", "@@"],
    ["i", "zz"],
    ["i", "0x" + "f" * 200_000],
    ["f", "1e999"],
    ["c", "a", 1],
    ["r", 1, 2, 0],
    ["r", "a", 1, 1],
    ["da", "2024-13-01"],
    ["dt", "2024-01-01T00:00:00", 2, None],
    ["dt", "2024-01-01T00:00:00", 0, "../../etc/passwd"],
    ["td", 10**12, 0, 0],
    ["D", "nonsense"],
    ["F", 1, 0],
    ["u", "xyz"],
    ["p", "Path", "/"],
    ["q", -1],
    ["dd", "eval"],
    ["ar", "zz", 1],
    ["nt", "a b", ["x"], 1],
    ["nt", "P", ["__class__"], 1],
    ["nt", "P", ["x"], 1, 2],
    ["a", 0],
    ["a", "x"],
]


@pytest.mark.parametrize("value", MALFORMED, ids=lambda value: str(value)[:40])
def test_what_nobody_of_ours_encodes_is_refused(value: Json) -> None:
    with pytest.raises(Malformed):
        Decoder(refuse).decode(value)


def test_nesting_and_size_are_bounded_before_anything_is_built() -> None:
    deep: Json = 1
    for _ in range(MAX_DEPTH * 3):
        deep = ["l", deep]

    with pytest.raises(Malformed, match="deep"):
        Decoder(refuse).decode(deep)
    with pytest.raises(Malformed, match="many"):
        Decoder(refuse).decode(["l", *([0] * (MAX_NODES + 1))])


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
hashables = st.recursive(
    scalars, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4), max_leaves=8
)
values = st.recursive(
    hashables, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(hashables, inner, max_size=4), max_leaves=30
)


@settings(max_examples=200)
@given(values)
def test_any_plain_value_survives_the_way(value: object) -> None:
    assert there_and_back(value) == value


structures = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(
        inner | st.sampled_from("l t s z d b ba i f c r sl e ni da dt ti td D F u p C O dd q nt ar a L".split()),
        max_size=6,
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(structures)
def test_arbitrary_structures_give_a_value_or_malformed(structure: Json) -> None:
    try:
        Decoder(refuse).decode(structure)
    except Malformed:
        return

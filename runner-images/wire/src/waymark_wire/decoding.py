"""JSON to plain data, believing nothing. See ``plain.py`` for the form."""

from __future__ import annotations

import base64
import datetime as dt
from typing import TYPE_CHECKING

from waymark_wire.plain import FACTORIES, MAX_DEPTH, MAX_INT_BITS, MAX_NODES, Json, Malformed

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark_wire.links import Links


class Decoder:
    """Builds values from JSON structures and believes nothing: tags, shapes, depth and node count are checked.

    ``other`` is asked about every tag that is not plain data, with the whole array; ``links`` knows numbered containers.
    """

    def __init__(self, other: Callable[[Decoder, list[Json]], object], links: Links | None = None) -> None:
        self.other = other
        self.links = links
        self.number: Json = None
        self.nodes = 0
        self.depth = 0

    def decode(self, value: Json) -> object:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Malformed("too many parts")
        kind = type(value)
        if kind is not list:
            if kind in _SCALARS:
                return value
            raise Malformed(f"a {kind.__name__} where a value was expected")
        if not value or type(value[0]) is not str:  # type: ignore[index]
            raise Malformed("an array without a tag")
        if self.depth >= MAX_DEPTH + 4:
            raise Malformed("nested too deep")
        self.depth += 1
        try:
            handler = _DECODERS.get(value[0])  # type: ignore[index]
            return handler(self, value) if handler is not None else self.other(self, value)  # type: ignore[arg-type]
        except (
            ValueError,
            TypeError,
            IndexError,
            OverflowError,
            ArithmeticError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as error:
            raise Malformed(f"a damaged value: {error}") from error
        finally:
            self.depth -= 1

    def begun(self, container: object) -> None:
        """Each mutable container says so before it is filled, so that it may contain itself."""
        number, self.number = self.number, None
        if number is not None and self.links is not None:
            self.links.accept(number, container)

    def linked(self, value: list[Json]) -> object:
        """``["L", number, container]``"""
        if self.links is None or self.number is not None or type(value[2]) is not list or value[2][0] not in _LINKABLE:
            raise Malformed("a number for what has none")
        number = self.number = value[1]
        made = self.decode(value[2])
        if self.number is not None or type(number) is not int:
            raise Malformed("a number for what has none")
        self.links.filled(number)
        return made

    def reference(self, value: list[Json]) -> object:
        if self.links is None:
            raise Malformed("a reference to nothing")
        return self.links.container(value[1])


_LINKABLE = frozenset({"l", "s", "d", "ba", "C", "O", "dd", "q"})
_SCALARS = frozenset({type(None), bool, int, float, str})


def _decode_list(d: Decoder, v: list[Json]) -> object:
    result: list[object] = []
    d.begun(result)
    result.extend(d.decode(item) for item in v[1:])
    return result


def _decode_set(d: Decoder, v: list[Json]) -> object:
    result: set[object] = set()
    d.begun(result)
    for item in v[1:]:
        result.add(d.decode(item))
    return result


def _fill(d: Decoder, target: dict[object, object], flat: list[Json]) -> object:
    if len(flat) % 2:
        raise Malformed("a key without a value")
    d.begun(target)
    for index in range(0, len(flat), 2):
        key = d.decode(flat[index])
        target[key] = d.decode(flat[index + 1])
    return target


def _decode_bytearray(d: Decoder, v: list[Json]) -> object:
    result = bytearray(base64.b64decode(_text(v[1]), validate=True))
    d.begun(result)
    return result


def _decode_float(_: Decoder, v: list[Json]) -> object:
    if v[1] not in ("nan", "inf", "-inf"):
        raise Malformed("an unknown float")
    return float(v[1])


def _decode_number(value: Json) -> float:
    if type(value) is list:
        return float(_decode_float(None, value))  # type: ignore[arg-type]
    if type(value) is not float and type(value) is not int:
        raise Malformed("a number was expected")
    return float(value)


def _decode_big_int(_: Decoder, v: list[Json]) -> object:
    text = _text(v[1])
    if len(text) > MAX_INT_BITS // 4 + 3:
        raise Malformed("too large a number")
    return int(text, 16)


def _decode_zone(value: Json) -> dt.tzinfo | None:
    if value is None:
        return None
    if type(value) is str:
        from zoneinfo import ZoneInfo

        if len(value) > 100:
            raise Malformed("not a time zone")
        return ZoneInfo(value)
    if type(value) is not list or len(value) != 2:
        raise Malformed("not a time zone")
    offset = dt.timedelta(seconds=float(value[0]))  # type: ignore[arg-type]
    if not offset and value[1] == "UTC":
        return dt.UTC
    plain = dt.timezone(offset)
    return plain if plain.tzname(None) == value[1] else dt.timezone(offset, _text(value[1]))


def _decode_datetime(_: Decoder, v: list[Json]) -> object:
    return dt.datetime.fromisoformat(_text(v[1])).replace(fold=_bit(v[2]), tzinfo=_decode_zone(v[3]))


def _decode_time(_: Decoder, v: list[Json]) -> object:
    return dt.time.fromisoformat(_text(v[1])).replace(fold=_bit(v[2]), tzinfo=_decode_zone(v[3]))


def _decode_path(_: Decoder, v: list[Json]) -> object:
    import pathlib

    kinds = {
        "PosixPath": pathlib.PosixPath,
        "PurePosixPath": pathlib.PurePosixPath,
        "PureWindowsPath": pathlib.PureWindowsPath,
    }
    return kinds[_text(v[1])](_text(v[2]))


def _decode_decimal(_: Decoder, v: list[Json]) -> object:
    from decimal import Decimal

    return Decimal(_text(v[1]))


def _decode_fraction(d: Decoder, v: list[Json]) -> object:
    from fractions import Fraction

    return Fraction(_whole(d.decode(v[1])), _whole(d.decode(v[2])))


def _decode_uuid(_: Decoder, v: list[Json]) -> object:
    from uuid import UUID

    return UUID(hex=_text(v[1]))


def _decode_counter(d: Decoder, v: list[Json]) -> object:
    from collections import Counter

    return _fill(d, Counter(), v[1:])  # type: ignore[arg-type]


def _decode_ordered(d: Decoder, v: list[Json]) -> object:
    from collections import OrderedDict

    return _fill(d, OrderedDict(), v[1:])


def _decode_defaultdict(d: Decoder, v: list[Json]) -> object:
    from collections import defaultdict

    factory = None if v[1] is None else FACTORIES[_text(v[1])]
    return _fill(d, defaultdict(factory), v[2:])


def _decode_deque(d: Decoder, v: list[Json]) -> object:
    from collections import deque

    maxlen = v[1]
    if maxlen is not None and (type(maxlen) is not int or maxlen < 0):
        raise Malformed("not a deque")
    result: deque[object] = deque(maxlen=maxlen)
    d.begun(result)
    result.extend(d.decode(item) for item in v[2:])
    return result


def _decode_array(d: Decoder, v: list[Json]) -> object:
    from array import array

    return array(_text(v[1]), [d.decode(item) for item in v[2:]])  # type: ignore[type-var]


def _decode_named_tuple(d: Decoder, v: list[Json]) -> object:
    from collections import namedtuple

    name, fields = _text(v[1]), v[2]
    if type(fields) is not list or len(fields) != len(v) - 3 or len(fields) > 255:
        raise Malformed("not a named tuple")
    names = tuple(_text(field) for field in fields)
    made = _NAMED.get((name, names))
    if made is None:
        if len(_NAMED) > 200:
            _NAMED.clear()
        made = _NAMED[name, names] = namedtuple(name, names)  # noqa: PYI024  its fields come with it
    return tuple.__new__(made, [d.decode(item) for item in v[3:]])


_NAMED: dict[tuple[str, tuple[str, ...]], type] = {}


def _text(value: Json) -> str:
    if type(value) is not str:
        raise Malformed("text was expected")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise Malformed("a whole number was expected")
    return value


def _bit(value: Json) -> int:
    if value not in {0, 1}:
        raise Malformed("0 or 1 was expected")
    return int(value)


def _three(d: Decoder, v: list[Json]) -> tuple[object, object, object]:
    return d.decode(v[1]), d.decode(v[2]), d.decode(v[3])


_DECODERS: dict[str, Callable[[Decoder, list[Json]], object]] = {
    "l": _decode_list,
    "t": lambda d, v: tuple([d.decode(item) for item in v[1:]]),
    "s": _decode_set,
    "z": lambda d, v: frozenset([d.decode(item) for item in v[1:]]),
    "d": lambda d, v: _fill(d, {}, v[1:]),
    "b": lambda d, v: base64.b64decode(_text(v[1]), validate=True),
    "ba": _decode_bytearray,
    "i": _decode_big_int,
    "f": _decode_float,
    "c": lambda d, v: complex(_decode_number(v[1]), _decode_number(v[2])),
    "r": lambda d, v: range(*map(_whole, _three(d, v))),
    "sl": lambda d, v: slice(*_three(d, v)),
    "e": lambda d, v: Ellipsis,
    "ni": lambda d, v: NotImplemented,
    "da": lambda d, v: dt.date.fromisoformat(_text(v[1])),
    "dt": _decode_datetime,
    "ti": _decode_time,
    "td": lambda d, v: dt.timedelta(days=_whole(v[1]), seconds=_whole(v[2]), microseconds=_whole(v[3])),
    "D": _decode_decimal,
    "F": _decode_fraction,
    "u": _decode_uuid,
    "p": _decode_path,
    "C": _decode_counter,
    "O": _decode_ordered,
    "dd": _decode_defaultdict,
    "q": _decode_deque,
    "ar": _decode_array,
    "nt": _decode_named_tuple,
    "a": lambda d, v: d.reference(v),
    "L": lambda d, v: d.linked(v),
}

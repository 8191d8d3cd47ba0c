"""Plain data to JSON. See ``plain.py`` for the form."""

from __future__ import annotations

import base64
import datetime as dt
import math
from typing import TYPE_CHECKING

from waymark_wire.plain import FACTORIES, MAX_DEPTH, MAX_INT_BITS, MAX_NODES, MAX_TEXT, MUTABLE, Json, Unsendable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from waymark_wire.links import Links

_INT_RANGE = 1 << 63


class Encoder:
    """Turns one value of a message into JSON structures.

    ``other`` is asked about every value that is not plain data; ``links`` numbers mutable containers.
    """

    def __init__(self, other: Callable[[Encoder, object], Json], links: Links | None = None) -> None:
        self.other = other
        self.links = links
        self.nodes = 0
        self.depth = 0
        self.path: set[int] = set()
        self.bare = False

    def encode(self, value: object) -> Json:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Unsendable(f"the value has more than {MAX_NODES:,} parts")
        handler = _ENCODERS.get(type(value))
        if handler is not None:
            return handler(self, value)
        return self.other(self, value)

    def content(self, container: object) -> Json:
        """What a linked container holds now."""
        self.bare = True
        return _ENCODERS[type(container)](self, container)

    def container(self, tag: str, value: object, items: Iterable[object], *head: Json) -> Json:
        number = None
        if self.bare:
            self.bare = False
        elif self.links is not None and type(value) in MUTABLE:
            number = self.links.number_of(value)
            if number is not None:
                return ["a", number]
            number = self.links.add(value)
        marker = id(value)
        if marker in self.path:
            raise Unsendable("the value contains itself")
        if self.depth >= MAX_DEPTH:
            raise Unsendable(f"the value is nested more than {MAX_DEPTH} levels deep")
        self.depth += 1
        self.path.add(marker)
        result: list[Json] = [tag, *head]
        result.extend([self.encode(item) for item in items])
        self.path.discard(marker)
        self.depth -= 1
        return result if number is None else ["L", number, result]


def _pairs(mapping: dict[object, object]) -> list[object]:
    return [part for pair in dict.items(mapping) for part in pair]


def _encode_int(_: Encoder, value: int) -> Json:
    if -_INT_RANGE <= value < _INT_RANGE:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise Unsendable(f"the whole number has more than {MAX_INT_BITS // 4:,} hexadecimal digits")
    return ["i", hex(value)]


def _encode_float(_: Encoder, value: float) -> Json:
    return value if math.isfinite(value) else ["f", "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"]


def _encode_str(_: Encoder, value: str) -> Json:
    if len(value) > MAX_TEXT:
        raise Unsendable(f"the text is {len(value):,} characters long; at most {MAX_TEXT:,} can be compared")
    return value


def _encode_bytes(_: Encoder, value: bytes) -> Json:
    if len(value) > MAX_TEXT:
        raise Unsendable(f"the value is {len(value):,} bytes long; at most {MAX_TEXT:,} can be compared")
    return ["b", base64.b64encode(value).decode("ascii")]


def _encode_bytearray(coder: Encoder, value: bytearray) -> Json:
    data = base64.b64encode(value).decode("ascii") if len(value) <= MAX_TEXT else ""
    if not data and value:
        raise Unsendable(f"the value is {len(value):,} bytes long; at most {MAX_TEXT:,} can be compared")
    return coder.container("ba", value, (), data)


def _encode_zone(zone: dt.tzinfo | None) -> Json:
    if zone is None:
        return None
    if type(zone) is dt.timezone:
        offset = zone.utcoffset(None)
        return [offset.days * 86400 + offset.seconds + offset.microseconds / 1e6, zone.tzname(None)]
    key = getattr(zone, "key", None)
    if type(zone).__module__ == "zoneinfo" and type(key) is str:
        return key
    raise Unsendable(f"its time zone is a {type(zone).__name__}, only datetime.timezone and ZoneInfo can cross")


def _encode_datetime(coder: Encoder, value: dt.datetime) -> Json:
    try:
        return [
            "dt",
            value.replace(tzinfo=None, fold=0).isoformat(),
            value.fold,
            _encode_zone(value.tzinfo),
        ]
    except Unsendable:
        return coder.other(coder, value)


def _encode_time(coder: Encoder, value: dt.time) -> Json:
    try:
        return [
            "ti",
            value.replace(tzinfo=None, fold=0).isoformat(),
            value.fold,
            _encode_zone(value.tzinfo),
        ]
    except Unsendable:
        return coder.other(coder, value)


def _plain(_: Encoder, value: object) -> Json:
    return value  # type: ignore[return-value]


_ENCODERS: dict[type, Callable[[Encoder, object], Json]] = {
    type(None): _plain,
    bool: _plain,
    int: _encode_int,  # type: ignore[dict-item]
    float: _encode_float,  # type: ignore[dict-item]
    str: _encode_str,  # type: ignore[dict-item]
    bytes: _encode_bytes,  # type: ignore[dict-item]
    bytearray: _encode_bytearray,  # type: ignore[dict-item]
    complex: lambda c, v: ["c", _encode_float(c, v.real), _encode_float(c, v.imag)],  # type: ignore[attr-defined]
    list: lambda c, v: c.container("l", v, v),  # type: ignore[arg-type]
    tuple: lambda c, v: c.container("t", v, v),  # type: ignore[arg-type]
    set: lambda c, v: c.container("s", v, _stable(v)),  # type: ignore[arg-type]
    frozenset: lambda c, v: c.container("z", v, _stable(v)),  # type: ignore[arg-type]
    dict: lambda c, v: c.container("d", v, _pairs(v)),  # type: ignore[arg-type]
    range: lambda c, v: ["r", c.encode(v.start), c.encode(v.stop), c.encode(v.step)],  # type: ignore[attr-defined]
    slice: lambda c, v: ["sl", c.encode(v.start), c.encode(v.stop), c.encode(v.step)],  # type: ignore[attr-defined]
    type(Ellipsis): lambda c, v: ["e"],
    type(NotImplemented): lambda c, v: ["ni"],
    dt.date: lambda c, v: ["da", v.isoformat()],  # type: ignore[attr-defined]
    dt.datetime: _encode_datetime,  # type: ignore[dict-item]
    dt.time: _encode_time,  # type: ignore[dict-item]
    dt.timedelta: lambda c, v: ["td", v.days, v.seconds, v.microseconds],  # type: ignore[attr-defined]
}


def _stable(items: Iterable[object]) -> list[object]:
    """Elements of a set in an order that repeats: by type and text where that is cheap, else as they come."""
    listed = list(items)
    try:
        return sorted(listed)  # type: ignore[type-var]
    except TypeError:
        return listed


def _learn_imported(module: str) -> None:
    """Encoders for types of modules that are costly to import: added when somebody has imported the module."""
    match module:
        case "decimal":
            from decimal import Decimal

            _ENCODERS[Decimal] = lambda c, v: ["D", _short(str(v))]
        case "fractions":
            from fractions import Fraction

            _ENCODERS[Fraction] = lambda c, v: ["F", c.encode(v.numerator), c.encode(v.denominator)]  # type: ignore[attr-defined]
        case "uuid":
            from uuid import UUID

            _ENCODERS[UUID] = lambda c, v: ["u", v.hex]  # type: ignore[attr-defined]
        case "pathlib":
            import pathlib

            for kind in (pathlib.PosixPath, pathlib.PurePosixPath, pathlib.PureWindowsPath):
                _ENCODERS[kind] = lambda c, v: ["p", type(v).__name__, _short(str(v))]
        case "collections":
            import collections

            _ENCODERS[collections.Counter] = lambda c, v: c.container("C", v, _pairs(v))  # type: ignore[arg-type]
            _ENCODERS[collections.OrderedDict] = lambda c, v: c.container("O", v, _pairs(v))  # type: ignore[arg-type]
            _ENCODERS[collections.defaultdict] = lambda c, v: c.container("dd", v, _pairs(v), _factory(v))  # type: ignore[arg-type]
            _ENCODERS[collections.deque] = lambda c, v: c.container("q", v, v, v.maxlen)  # type: ignore[arg-type, attr-defined]
            MUTABLE.update({collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque})
        case "array":
            import array

            _ENCODERS[array.array] = lambda c, v: c.container("ar", v, v, v.typecode)  # type: ignore[arg-type, attr-defined]


_COSTLY = ["decimal", "fractions", "uuid", "pathlib", "collections", "array"]


def learn(loaded: Iterable[str]) -> None:
    """Call before encoding: picks up costly types whose module has been imported by now."""
    for name in [name for name in _COSTLY if name in loaded]:
        _COSTLY.remove(name)
        _learn_imported(name)


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Unsendable(f"its text is {len(text):,} characters long")
    return text


def _factory(value: object) -> Json:
    factory = value.default_factory  # type: ignore[attr-defined]
    name = getattr(factory, "__name__", None) if isinstance(factory, type) else None
    return name if type(name) is str and FACTORIES.get(name) is factory else None

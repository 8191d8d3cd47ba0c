"""Plain data as JSON, by exact type.

None, bool, str, finite float and int up to 64 bits stand for themselves. Everything else is an array whose first element
is a tag, so no text or list of the submission can ever look like one of our tags:

    ["l", ...] list      ["t", ...] tuple     ["s", ...] set        ["z", ...] frozenset   ["d", k, v, k, v ...] dict
    ["b", base64] bytes  ["ba", base64]       ["i", hex] large int  ["f", name] nan, inf   ["c", re, im] complex
    ["D", text] Decimal  ["F", n, d] Fraction ["u", hex] UUID       ["p", class, text] Path ["r", a, b, c] range
    ["sl", a, b, c] slice ["da"|"ti"|"dt", ...] date, time, datetime ["td", d, s, us]       ["e"] Ellipsis
    ["ni"] NotImplemented ["C", k, v ...] Counter ["O", k, v ...] OrderedDict ["dd", factory, k, v ...] defaultdict
    ["q", maxlen, ...] deque ["nt", name, [fields], ...] named tuple ["ar", typecode, ...] array

Exact types only: a subclass of int that lies about ``==`` is not an int and is left to the caller's ``other`` hook.
Mutable containers are numbered in the order they are met, so that both sides can speak about the same one again
(``["a", number]``): for identity, for cycles in arguments, and for changes that have to travel back.
"""

import base64
import datetime as dt
import math
from collections.abc import Callable, Iterable
from typing import NoReturn

type Json = None | bool | int | float | str | list[Json]

MAX_DEPTH = 100
MAX_NODES = 100_000
MAX_TEXT = 256 * 1024
"""Longest single text or bytes value, in characters or bytes."""
MAX_INT_BITS = 4096 * 4

_INT_RANGE = 1 << 63
_MAX_ZONE_OFFSET = dt.timedelta(hours=24)


class Unsendable(Exception):
    """A value that cannot cross; the message is a sentence that says what and why."""


class Malformed(Exception):
    """Something that is not our encoding."""


class Encoder:
    """Turns one group of values (one message) into JSON structures.

    ``other`` is asked about every value that is not plain data. ``known`` gives numbers to mutable containers of an
    earlier message, by id: they are sent as references.
    """

    def __init__(
        self,
        other: Callable[[object], Json],
        known: dict[int, int] | None = None,
        *,
        number_containers: bool = False,
    ) -> None:
        self.other = other
        self.known = known or {}
        self.nodes = 0
        self.depth = 0
        self.path: set[int] = set()
        self.numbered: list[object] | None = [] if number_containers else None
        self.numbers: dict[int, int] = {}

    def encode(self, value: object) -> Json:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Unsendable(f"the value has more than {MAX_NODES:,} parts")
        handler = _ENCODERS.get(type(value))
        if handler is not None:
            return handler(self, value)
        return self.other(value)

    def container(self, tag: str, value: object, items: Iterable[object], *head: Json) -> Json:
        marker = id(value)
        if marker in self.known:
            return ["a", self.known[marker]]
        if marker in self.numbers:
            return ["a", self.numbers[marker]]
        if marker in self.path:
            raise Unsendable("the value contains itself")
        if self.depth >= MAX_DEPTH:
            raise Unsendable(f"the value is nested more than {MAX_DEPTH} levels deep")
        if self.numbered is not None and type(value) in MUTABLE:
            self.numbers[marker] = len(self.numbered)
            self.numbered.append(value)
        self.depth += 1
        self.path.add(marker)
        result: list[Json] = [tag, *head]
        result.extend(self.encode(item) for item in items)
        self.path.discard(marker)
        self.depth -= 1
        return result


def _pairs(mapping: dict[object, object]) -> list[object]:
    return [part for pair in dict.items(mapping) for part in pair]


def _encode_int(_: Encoder, value: int) -> Json:
    if -_INT_RANGE <= value < _INT_RANGE:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise Unsendable(f"the whole number has more than {MAX_INT_BITS // 4:,} hexadecimal digits")
    return ["i", hex(value)]


def _encode_float(_: Encoder, value: float) -> Json:
    return value if math.isfinite(value) else ["f", "nan" if value != value else "inf" if value > 0 else "-inf"]


def _encode_str(_: Encoder, value: str) -> Json:
    if len(value) > MAX_TEXT:
        raise Unsendable(f"the text is {len(value):,} characters long; at most {MAX_TEXT:,} can be compared")
    return value


def _encode_bytes(_: Encoder, value: bytes) -> Json:
    if len(value) > MAX_TEXT:
        raise Unsendable(f"the value is {len(value):,} bytes long; at most {MAX_TEXT:,} can be compared")
    return ["b", base64.b64encode(value).decode("ascii")]


def _encode_bytearray(coder: Encoder, value: bytearray) -> Json:
    frame = coder.container("ba", value, ())
    if type(frame) is list and frame[0] == "ba":
        frame.extend(_encode_bytes(coder, bytes(value))[1:])  # type: ignore[index, arg-type]
    return frame


def _encode_zone(coder: Encoder, zone: dt.tzinfo | None, owner: object) -> Json:
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
        return ["dt", value.replace(tzinfo=None, fold=0).isoformat(), value.fold, _encode_zone(coder, value.tzinfo, value)]
    except Unsendable:
        return coder.other(value)


def _encode_time(coder: Encoder, value: dt.time) -> Json:
    try:
        return ["ti", value.replace(tzinfo=None, fold=0).isoformat(), value.fold, _encode_zone(coder, value.tzinfo, value)]
    except Unsendable:
        return coder.other(value)


def _plain(coder: Encoder, value: object) -> Json:
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
            _ENCODERS[collections.defaultdict] = lambda c, v: c.container("dd", v, _pairs(v), _factory(v))  # type: ignore[arg-type, attr-defined]
            _ENCODERS[collections.deque] = lambda c, v: c.container("q", v, v, v.maxlen)  # type: ignore[arg-type, attr-defined]
            MUTABLE.update({collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque})
        case "array":
            import array

            _ENCODERS[array.array] = lambda c, v: c.container("ar", v, v, v.typecode)  # type: ignore[arg-type, attr-defined]


MUTABLE: set[type] = {list, dict, set, bytearray}
"""Types whose changes travel back to the one who passed the value."""

_FACTORIES: dict[str, type] = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple, bool)}
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
    return name if type(name) is str and _FACTORIES.get(name) is factory else None


class Decoder:
    """Builds values from JSON structures and believes nothing: tags, shapes, depth and node count are checked.

    ``other`` is asked about every tag that is not plain data, with the whole array. ``known`` are containers of an
    earlier message, for references.
    """

    def __init__(self, other: Callable[[list[Json]], object], known: list[object] | None = None) -> None:
        self.other = other
        self.known = known
        self.numbered: list[object] = []
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
            handler = _DECODERS.get(value[0])  # type: ignore[index, arg-type]
            return handler(self, value) if handler is not None else self.other(value)  # type: ignore[arg-type]
        except (ValueError, TypeError, IndexError, OverflowError, ArithmeticError, KeyError, AttributeError) as error:
            raise Malformed(f"a damaged value: {error}") from error
        finally:
            self.depth -= 1

    def number(self, container: object) -> None:
        self.numbered.append(container)

    def reference(self, value: list[Json]) -> object:
        place = value[1]
        containers = self.numbered if self.known is None else self.known
        if type(place) is not int or not 0 <= place < len(containers):
            raise Malformed("a reference to nothing")
        return containers[place]


_SCALARS = frozenset({type(None), bool, int, float, str})


def _decode_list(d: Decoder, v: list[Json]) -> object:
    result: list[object] = []
    d.number(result)
    result.extend(d.decode(item) for item in v[1:])
    return result


def _decode_set(d: Decoder, v: list[Json]) -> object:
    result: set[object] = set()
    d.number(result)
    for item in v[1:]:
        result.add(d.decode(item))
    return result


def _fill(d: Decoder, target: dict[object, object], flat: list[Json]) -> object:
    if len(flat) % 2:
        raise Malformed("a key without a value")
    d.number(target)
    for index in range(0, len(flat), 2):
        key = d.decode(flat[index])
        target[key] = d.decode(flat[index + 1])
    return target


def _decode_bytearray(d: Decoder, v: list[Json]) -> object:
    result = bytearray(base64.b64decode(_text(v[1]), validate=True))
    d.number(result)
    return result


def _decode_float(_: Decoder, v: list[Json]) -> object:
    if v[1] not in ("nan", "inf", "-inf"):
        raise Malformed("an unknown float")
    return float(v[1])


def _decode_number(value: Json) -> float:
    return float(_decode_float(None, value)) if type(value) is list else float(value)  # type: ignore[arg-type]


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
        return dt.timezone.utc
    plain = dt.timezone(offset)
    return plain if plain.tzname(None) == value[1] else dt.timezone(offset, _text(value[1]))


def _decode_datetime(_: Decoder, v: list[Json]) -> object:
    return dt.datetime.fromisoformat(_text(v[1])).replace(fold=_bit(v[2]), tzinfo=_decode_zone(v[3]))


def _decode_time(_: Decoder, v: list[Json]) -> object:
    return dt.time.fromisoformat(_text(v[1])).replace(fold=_bit(v[2]), tzinfo=_decode_zone(v[3]))


def _decode_path(_: Decoder, v: list[Json]) -> object:
    import pathlib

    kinds = {"PosixPath": pathlib.PosixPath, "PurePosixPath": pathlib.PurePosixPath, "PureWindowsPath": pathlib.PureWindowsPath}
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

    factory = None if v[1] is None else _FACTORIES[_text(v[1])]
    return _fill(d, defaultdict(factory), v[2:])


def _decode_deque(d: Decoder, v: list[Json]) -> object:
    from collections import deque

    maxlen = v[1]
    if maxlen is not None and (type(maxlen) is not int or maxlen < 0):
        raise Malformed("not a deque")
    result: deque[object] = deque(maxlen=maxlen)
    d.number(result)
    result.extend(d.decode(item) for item in v[2:])
    return result


def _decode_array(d: Decoder, v: list[Json]) -> object:
    from array import array

    return array(_text(v[1]), [d.decode(item) for item in v[2:]])  # type: ignore[call-overload]


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
        made = _NAMED[name, names] = namedtuple(name, names)  # type: ignore[misc]
    return tuple.__new__(made, [d.decode(item) for item in v[3:]])  # type: ignore[type-var]


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
    if value != 0 and value != 1:
        raise Malformed("0 or 1 was expected")
    return int(value)  # type: ignore[arg-type]


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
}


def never(value: object) -> NoReturn:
    """An ``other`` hook that lets nothing but plain data through."""
    raise Unsendable(f"a {type(value).__name__} is not plain data")

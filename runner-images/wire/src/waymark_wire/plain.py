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
A mutable container may be *linked* (``links.py``): ``["L", number, container]`` when it is sent first, ``["a", number]``
after that, so that it stays one object on each side.
"""

from typing import NoReturn

type Json = bool | int | float | str | list[Json] | None

MAX_DEPTH = 100
MAX_NODES = 100_000
MAX_TEXT = 256 * 1024
"""Longest single text or bytes value, in characters or bytes."""
MAX_INT_BITS = 128 * 1024

MUTABLE: set[type] = {list, dict, set, bytearray}
"""Exact types of containers that can be linked; those of ``collections`` join when somebody has imported it."""

FACTORIES: dict[str, type] = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple, bool)}
"""The default factories of a defaultdict that cross by name; another is left out."""


class Unsendable(Exception):
    """A value that cannot cross; the message is a sentence that says what and why."""


class Malformed(Exception):
    """Something that is not our encoding."""


def never(value: object) -> NoReturn:
    """An ``other`` hook that lets nothing but plain data through."""
    raise Unsendable(f"a {type(value).__name__} is not plain data")

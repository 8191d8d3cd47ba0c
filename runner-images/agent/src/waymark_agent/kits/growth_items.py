"""Inputs that count what is done with them, in C too: ``sorted``, ``in``, ``min`` and slicing look like one instruction.

Items count how often they are compared or hashed. A list counts its items that are read, written, looked at or moved: the cost
of ``insert(0, x)`` is the whole list's length. They are subclasses, so that ``isinstance`` and the library take them as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from waymark_agent.kits.growth_meter import OverBudget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_END = (1 << 63) - 1
_COMPARING = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__")


class Tally:
    """Counts, and ends the call that counts beyond ``limit``."""

    def __init__(self) -> None:
        self.count = 0
        self.limit: float = float("inf")

    def add(self, more: int = 1) -> None:
        self.count += more
        if self.count > self.limit:
            raise OverBudget


class Items(NamedTuple):
    compared: Tally
    reached: Tally
    make: Callable[[object], object]
    """A copy of plain data that counts."""


def counting_items() -> Items:
    compared, reached = Tally(), Tally()
    kinds: dict[type, type] = {kind: _item(kind, compared) for kind in (int, float, str, tuple)}
    kinds[list] = _sequence(reached)

    def make(value: Any) -> object:
        kind = kinds.get(type(value))
        if type(value) is dict:
            return {make(key): make(item) for key, item in value.items()}
        if kind is None:
            return value
        return kind(map(make, value)) if type(value) in (list, tuple) else kind(value)

    return Items(compared, reached, make)


def plain(value: Any) -> object:
    """What the submission returned, without our classes: it may well return items of its input."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return kind(map(plain, value))
    if kind is dict:
        return {plain(key): plain(item) for key, item in value.items()}
    core = getattr(kind, "_counts", None)
    if core in (list, tuple):
        return core(map(plain, core.__iter__(value)))
    return (
        {int: int.__int__, float: float.__float__, str: str.__str__}[core](value)
        if core in (int, float, str)
        else value
    )


def _item(kind: type, compared: Tally) -> type:
    def counting(original: Callable[..., object]) -> Callable[..., object]:
        def method(self: object, *other: object) -> object:
            # Not compared.add(): this is where a measurement spends its time.
            compared.count += 1
            if compared.count > compared.limit:
                raise OverBudget
            return original(self, *other)

        return method

    members: dict[str, object] = {name: counting(getattr(kind, name)) for name in _COMPARING}
    return type(f"Counted{kind.__name__.title()}", (kind,), {"_counts": kind, "__slots__": (), **members})


def _sequence(reached: Tally) -> type:
    """A list whose methods first say how many items they reach; those below find out while they do."""

    class CountedList(list[Any]):
        _counts = list
        __slots__ = ()

        def __iter__(self) -> Iterator[Any]:
            for item in list.__iter__(self):
                reached.add()
                yield item

        def __reversed__(self) -> Iterator[Any]:
            for item in list.__reversed__(self):
                reached.add()
                yield item

        def __contains__(self, item: object) -> bool:
            try:
                self.index(item)
            except ValueError:
                return False
            return True

        def index(self, item: object, start: Any = 0, stop: Any = _END) -> int:
            first, last, _ = slice(start, stop).indices(len(self))
            try:
                place = list.index(self, item, start, stop)
            except ValueError:
                reached.add(max(last - first, 0))
                raise
            reached.add(place - first + 1)
            return place

        def remove(self, item: object) -> None:
            del self[self.index(item)]

        def __getitem__(self, place: Any) -> Any:
            found = list.__getitem__(self, place)
            reached.add(len(found) if type(place) is slice else 1)
            return CountedList(found) if type(place) is slice else found

        def __add__(self, other: Any) -> Any:
            return CountedList(list.__add__(self, other))

        def copy(self) -> Any:
            return CountedList(list.copy(self))

    for name, cost in _COSTS.items():
        setattr(CountedList, name, _costing(getattr(CountedList, name), cost, reached))
    return CountedList


def _costing(original: Callable[..., object], cost: Callable[..., int], reached: Tally) -> Callable[..., object]:
    def method(self: object, *arguments: object, **keywords: object) -> object:
        reached.add(cost(self, *arguments))
        return original(self, *arguments, **keywords)

    return method


def _moved(items: list[object], place: Any = -1, *_: object) -> int:
    """The item at that place, and those behind it."""
    if type(place) is slice:
        return max(len(items) - min(place.indices(len(items))[:2]), 0)
    size, place = len(items), int(place)
    first: int = min(max(place + size if place < 0 else place, 0), size)
    return 1 + size - first


def _all(items: list[object], *_: object) -> int:
    return len(items)


_COSTS: dict[str, Callable[..., int]] = {
    "__setitem__": lambda items, place, value: _moved(items, place) + len(value) if type(place) is slice else 1,
    "__delitem__": _moved,
    "insert": _moved,
    "pop": _moved,
    "append": lambda items, *_: 1,
    "clear": lambda items: 1,
    "extend": lambda items, more: len(more) if hasattr(more, "__len__") else 1,
    "__iadd__": lambda items, more: len(more) if hasattr(more, "__len__") else 1,
    "__add__": lambda items, more: len(items) + len(more),
    "__mul__": lambda items, times: len(items) * max(times, 0),
    "__rmul__": lambda items, times: len(items) * max(times, 0),
    "__imul__": lambda items, times: len(items) * max(times, 0),
    **dict.fromkeys(
        ("count", "sort", "reverse", "copy", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"), _all
    ),
}
"""How many items a method of a list reaches or moves, before it does."""

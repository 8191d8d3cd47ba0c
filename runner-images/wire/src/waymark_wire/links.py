"""Mutable containers that both sides have: a list passed by a test and kept by the submission stays one list.

Each side holds its own copy of a linked container, under a number both know; who sends a container first gives the number
(the judge even ones, the worker odd ones). Judge and worker speak strictly in turns, so before each message the speaker
sends what changed on its side since the last one, and the listener makes its copies the same, in place.

A container nobody but this table holds is dropped here and, by a word in the next message, there. So the table holds what
is in use, and values that are only looked at once cost one comparison.
"""

from __future__ import annotations

import operator
import sys
from typing import TYPE_CHECKING

from waymark_wire.plain import MUTABLE, Json, Malformed, Unsendable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from waymark_wire.decoding import Decoder
    from waymark_wire.encoding import Encoder

MAX_LINKS = 1000
MAX_ITEMS = 20_000
"""Containers, and items in all of them, that are kept in step; what comes beyond crosses by value alone."""


class Entry:
    """One linked container and what it held when both sides last agreed: items by identity."""

    __slots__ = ("container", "filling", "seen")

    def __init__(self, container: object) -> None:
        self.container = container
        self.seen: list[object] | bytes | None = None
        """None when the sides are known to differ: the next message brings them together."""
        self.filling = False


class Links:
    """The containers of one test. ``first`` is 0 in the judge and 1 in the worker."""

    def __init__(self, first: int) -> None:
        self.parity = first
        self.next = first
        self.entries: dict[int, Entry] = {}
        self.numbers: dict[int, int] = {}
        self.items = 0
        self.added: list[int] = []
        self.left: set[int] = set()
        self.dead: set[int] = set()

    # Speaking

    def number_of(self, container: object) -> int | None:
        return self.numbers.get(id(container))

    def add(self, container: object) -> int | None:
        """A number for a container that is sent for the first time; None where there is no room for it."""
        if len(self.entries) >= MAX_LINKS or self.items + len(container) > MAX_ITEMS:  # type: ignore[arg-type]
            return None
        number = self.next
        self.next += 2
        self.enter(number, container)
        self.refresh(number)
        self.added.append(number)
        return number

    def take_back(self, place: int = 0) -> None:
        """What brought the containers added since ``len(added)`` was ``place`` is not sent after all."""
        for number in self.added[place:]:
            self._leave(number)
        del self.added[place:]

    def changes(self, encoder: Callable[[], Encoder]) -> tuple[list[Json], Callable[[], None]]:
        """``[[number, content] ...]`` for what changed here, and what to call when the message that says so goes out."""
        changed: list[Json] = []
        renewed: list[int] = []
        for number, entry in list(self.entries.items()):
            if not entry.filling and (entry.seen is None or not same(entry.container, entry.seen)):
                if self.items - len(entry.seen or ()) + len(entry.container) > MAX_ITEMS:  # type: ignore[arg-type]
                    self._leave(number)
                    self.left.add(number)
                    continue
                place = len(self.added)
                try:
                    changed.append([number, encoder().content(entry.container)])
                    renewed.append(number)
                except Unsendable:
                    # It holds something now that cannot cross: each side keeps what it has.
                    self.take_back(place)
                    self._leave(number)
                    self.left.add(number)

        def commit() -> None:
            for number in renewed:
                self.refresh(number)
            self.added.clear()

        return changed, commit

    def drops(self) -> list[Json]:
        """Numbers of containers that nobody here uses any more, or that are kept in step no longer; they are forgotten."""
        unused = [
            n for n, entry in self.entries.items() if not entry.filling and sys.getrefcount(entry.container) <= _ALONE
        ]
        for number in unused:
            self._leave(number)
        left, self.left = sorted(self.left), set()
        return [*unused, *left]

    # Listening

    def accept(self, number: Json, container: object) -> None:
        """The other side sent a container of this number for the first time."""
        if type(number) is not int or number < 0 or number % 2 == self.parity or number in self.entries:
            raise Malformed("a container with a number it cannot have")
        if len(self.entries) >= 2 * MAX_LINKS or self.items > 4 * MAX_ITEMS:
            raise Malformed("too many linked containers")
        self.enter(number, container)
        self.entries[number].filling = True

    def filled(self, number: int) -> None:
        """The container has all its items. While they were built, it may have been forgotten on both sides."""
        if number in self.dead:
            self.dead.discard(number)
            self._leave(number)
        elif number in self.entries:
            self.refresh(number)

    def container(self, number: Json) -> object:
        entry = self.entries.get(number) if type(number) is int else None
        if entry is None:
            raise Malformed("a reference to nothing")
        return entry.container

    def apply(self, changes: Json, decoder: Callable[[], Decoder]) -> None:
        for change in _listed(changes):
            number, content = _listed(change)
            entry = self.entries.get(number) if type(number) is int else None
            if entry is None or entry.filling:
                self._bury(number)
                continue
            replace_content(entry.container, decoder().decode(content))
            self.refresh(number)  # type: ignore[arg-type]

    def forget(self, numbers: Json) -> None:
        """Drop what the other side no longer uses. One that was dropped here too is no mistake."""
        for number in _listed(numbers):
            entry = self.entries.get(number) if type(number) is int else None
            if entry is None or entry.filling:
                self._bury(number)
            else:
                self._leave(number)  # type: ignore[arg-type]

    def _bury(self, number: Json) -> None:
        """Building a set asks for its elements' hashes, and that exchange may speak of what is not built yet."""
        if type(number) is int and len(self.dead) < MAX_LINKS:
            self.dead.add(number)

    # Both

    def keep(self, numbers: Iterable[int]) -> None:
        """Forget all links but these; the containers stay what they are on both sides."""
        wanted = set(numbers)
        for number in [number for number in self.entries if number not in wanted]:
            self._leave(number)
        self.added.clear()
        self.dead.clear()
        self.left.clear()

    def refresh(self, number: int) -> None:
        entry = self.entries[number]
        self.items -= len(entry.seen or ())
        entry.seen = snapshot(entry.container)
        entry.filling = False
        self.items += len(entry.seen)

    def stale(self) -> None:
        """The sides differ in all that is linked."""
        for entry in self.entries.values():
            self.items -= len(entry.seen or ())
            entry.seen = None

    def enter(self, number: int, container: object) -> None:
        self.entries[number] = Entry(container)
        self.numbers[id(container)] = number

    def _leave(self, number: int) -> None:
        entry = self.entries.pop(number, None)
        if entry is None:
            return
        self.items -= len(entry.seen or ())
        del self.numbers[id(entry.container)]


def snapshot(container: object) -> list[object] | bytes:
    if isinstance(container, dict):
        return [part for pair in dict.items(container) for part in pair]
    return bytes(container) if type(container) is bytearray else list(container)  # type: ignore[call-overload]


def same(container: object, seen: list[object] | bytes) -> bool:
    """Whether the container still holds just these items, compared by identity."""
    if type(container) is bytearray:
        return bytes(container) == seen
    now = snapshot(container)
    return len(now) == len(seen) and all(map(operator.is_, now, seen))


def replace_content(container: object, content: object) -> None:
    """Make our copy what the other side's has become."""
    if type(container) is not type(content) or type(container) not in MUTABLE:
        raise Malformed("a change into another kind of value")
    if isinstance(container, dict) and isinstance(content, dict):
        dict.clear(container)
        for key, value in dict.items(content):
            dict.__setitem__(container, key, value)
    elif isinstance(container, list | bytearray) and isinstance(content, list | bytearray):
        container[:] = content
    elif isinstance(container, set) and isinstance(content, set):
        container.clear()
        container.update(content)
    else:
        container.clear()  # type: ignore[attr-defined]
        container.extend(content)  # type: ignore[attr-defined]


def _listed(value: Json) -> list[Json]:
    if type(value) is not list:
        raise Malformed("a list was expected")
    return value


def _references_of_a_table() -> int:
    """What ``sys.getrefcount`` says of a container that only an entry holds, on this Python."""
    entry = Entry([])
    return sys.getrefcount(entry.container)


_ALONE = _references_of_a_table()

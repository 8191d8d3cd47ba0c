"""``mock.patch`` and ``monkeypatch`` on the standard library: the sandbox's library is patched along, for as long.

Both set attributes with the built-in ``setattr``. In their modules that name gets a version that also tells the sandbox.
"""

from __future__ import annotations

import random
import sys
import types
import unittest.mock
from typing import TYPE_CHECKING

import pytest

from waymark.errors import CannotCross
from waymark.offers import library_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark.crossing import Crossing

type Place = tuple[str, str]
"""Module and dotted name in it."""

_ABOUT_US = frozenset({"unittest", "importlib", "pkgutil", "inspect", "gc", "threading", "multiprocessing", "warnings"})
"""Library modules a suite patches for its own sake; their doubles would only disturb the sandbox."""
_SHARED_OTHERWISE = frozenset(
    {
        ("builtins", "input"),
        ("os", "environ"),
        *(("sys", name) for name in ["stdin", "stdout", "stderr", "argv", "path", "modules", "meta_path"]),
    }
)


class Patches:
    """What is patched now. ``crossing`` gives the border while a worker is ready, else None."""

    def __init__(self, crossing: Callable[[], Crossing | None]) -> None:
        self.crossing = crossing
        self.active: dict[Place, object] = {}
        self.originals: dict[Place, object] = {}

    def install(self) -> None:
        for namespace in (vars(unittest.mock), pytest.MonkeyPatch.setattr.__globals__):
            namespace["setattr"] = self.set
            namespace["delattr"] = self.delete
        random.seed = self.seeding(random.seed)

    def begin(self) -> None:
        """A new worker has the original library."""
        for place, value in self.active.items():
            self.tell(place, value)

    def set(self, target: object, name: str, value: object) -> None:
        place = place_of(target, name)
        before = vars(target).get(name, _MISSING) if place is not None else None
        setattr(target, name, value)
        if place is None:
            return
        if self.originals.setdefault(place, before) is value:
            self.restored(place)
        else:
            self.active[place] = value
            self.tell(place, value)

    def delete(self, target: object, name: str) -> None:
        place = place_of(target, name)
        delattr(target, name)
        if place is not None and place in self.active:
            self.restored(place)

    def restored(self, place: Place) -> None:
        self.originals.pop(place, None)
        self.active.pop(place, None)
        self.tell(place)

    def tell(self, place: Place, *value: object) -> None:
        crossing = self.crossing()
        if crossing is None:
            return
        module, name = place
        try:
            crossing.request({"op": "patch", "module": module, "n": name}, list(value))
        except CannotCross:
            # Then the double is for the suite alone.
            return

    def seeding(self, seed: Callable[..., None]) -> Callable[..., None]:
        def seed_both(*args: object, **keywords: object) -> None:
            seed(*args, **keywords)
            crossing = self.crossing()
            if crossing is not None:
                crossing.request({"op": "seed"}, list(args) or list(keywords.values())[:1])

        return seed_both


_MISSING = object()


def place_of(target: object, name: str) -> Place | None:
    """Where the sandbox has the same attribute, when the target is a module or class of the standard library."""
    if isinstance(target, types.ModuleType) and type(target) is types.ModuleType:
        module, path = target.__name__, name
        if sys.modules.get(module) is not target:
            return None
    elif isinstance(target, type):
        match library_reference(target, lambda _: False):
            case ["T", str(module), str(owner)]:
                path = f"{owner}.{name}"
            case _:
                return None
    else:
        return None
    root = module.partition(".")[0]
    if (
        root not in sys.stdlib_module_names
        or root in _ABOUT_US
        or (module, path) in _SHARED_OTHERWISE
        or name.startswith("__")
    ):
        return None
    return module, path

"""Where the submission's names ended up when the suite was collected, so that they can be replaced by what they stand for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from waymark.imports import ModuleMirror
from waymark.lazy import Failing, LazyName

if TYPE_CHECKING:
    from collections.abc import Callable


class Slots:
    """Every variable that holds a lazy name."""

    def __init__(self, standing_for: Callable[[object], LazyName | None]) -> None:
        self.standing_for = standing_for
        self.places: list[tuple[Callable[[object], None], LazyName]] = []

    def scan_modules(self, is_suite_module: Callable[[str], bool]) -> None:
        for name, module in list(sys.modules.items()):
            if is_suite_module(name) and not isinstance(module, ModuleMirror):
                self.scan_namespace(vars(module), vars(module).__setitem__, name)

    def scan_namespace(self, namespace: dict[str, object], put: Callable[[str, object], None], module: str) -> None:
        for key, value in list(namespace.items()):
            lazy = self.standing_for(value)
            if lazy is not None:
                self.places.append((_putter(put, key), lazy))
            elif type(value) is type and value.__module__ == module:
                self.scan_namespace(dict(vars(value)), _class_setter(value), module)

    def scan_parameters(self, parameters: dict[str, object]) -> None:
        """The values of one parametrised test, also one level into tuples, lists and dicts."""
        for key, value in list(parameters.items()):
            lazy = self.standing_for(value)
            if lazy is not None:
                self.places.append((_putter(parameters.__setitem__, key), lazy))

    def bind(self) -> None:
        """Put what the names stand for into the suite's variables; a name that cannot be had stays lazy and fails when used."""
        for put, lazy in self.places:
            value = lazy._wm_submission.values.get((lazy._wm_module, lazy._wm_name), lazy)
            put(lazy if isinstance(value, Failing) else value)


def _putter(put: Callable[[str, object], None], key: str) -> Callable[[object], None]:
    return lambda value: put(key, value)


def _class_setter(kind: type) -> Callable[[str, object], None]:
    return lambda key, value: setattr(kind, key, value)

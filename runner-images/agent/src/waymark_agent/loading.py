"""Importing the submission's modules and describing the names a suite took from them."""

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping

from waymark_wire.plain import Json, Unsendable


def load_modules(wanted: Mapping[str, list[str]]) -> Iterator[tuple[str, BaseException]]:
    """Import each module in order; the first that fails is given with what it raised. Exits and interrupts count too."""
    for module in wanted:
        try:
            importlib.import_module(module)
        except BaseException as error:
            yield module, error
            return


def describe_modules(wanted: Mapping[str, list[str]], encode: Callable[[object], Json]) -> Json:
    """[[module, [[name, value] ...], [missing name ...], [public name ...]] ...]; an unsendable value counts as present."""
    described: list[Json] = []
    for module, names in wanted.items():
        loaded = sys.modules[module]
        present: list[Json] = []
        missing: list[Json] = []
        for name in names:
            try:
                value = getattr(loaded, name)
            except AttributeError:
                try:
                    value = importlib.import_module(f"{module}.{name}")
                except ImportError:
                    missing.append(name)
                    continue
            try:
                present.append([name, encode(value)])
            except Unsendable as reason:
                present.append([name, None, str(reason)])
        public: list[Json] = []
        if missing:
            public += sorted(name for name in vars(loaded) if not name.startswith("_"))[:50]
        described.append([module, present, missing, public])
    return described

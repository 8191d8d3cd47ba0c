"""Importing the submission's modules and describing the names a suite took from them."""

import importlib
import importlib.machinery
import linecache
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence

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


class Helpers:
    """Modules the suite brings for the submission to import. A module of the submission's own name comes first."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in self.sources else None  # type: ignore[arg-type]

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: types.ModuleType) -> None:
        source, file = self.sources[module.__name__], f"<{module.__name__}.py of the suite>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), module.__dict__)


def offer_helpers(sources: Mapping[str, str]) -> None:
    if sources and not any(isinstance(finder, Helpers) for finder in sys.meta_path):
        sys.meta_path.append(Helpers(sources))

"""What a test and the submission would share in one process: environment, arguments, working folder, files, patched modules."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from waymark_wire.folders import Folder

if TYPE_CHECKING:
    from waymark_wire.plain import Json

MAX_VARIABLES = 100
MAX_VARIABLE = 4096


class Surroundings:
    def __init__(self, folder: str) -> None:
        self.home = folder
        self.environment = dict(os.environ)
        self.seen = dict(os.environ)
        self.shared: Folder | None = None
        self.originals: dict[tuple[str, str], object] = {}

    def take(self, message: dict[str, object]) -> None:
        """The judge's side, where it has changed."""
        match message.get("env"):
            case [bool(cleared), [*names]]:
                self.set_environment(
                    cleared, {str(name): value for name, value in zip(names[::2], names[1::2], strict=True)}
                )
        match message.get("argv"):
            case [*arguments]:
                sys.argv[:] = map(str, arguments)
        match message.get("files"):
            case [str(root), changes]:
                if self.shared is None:
                    os.makedirs(root, exist_ok=True)
                    self.shared = Folder(root)
                self.shared.apply(changes)  # type: ignore[arg-type]
        match message.get("cwd", 0):
            case str(path):
                os.makedirs(path, exist_ok=True)
                os.chdir(path)
            case None:
                os.chdir(self.home)

    def set_environment(self, cleared: bool, changed: dict[str, object]) -> None:
        wanted = {} if cleared else dict(self.environment)
        for name, value in changed.items():
            if type(value) is str:
                wanted[name] = value
            else:
                wanted.pop(name, None)
        for name in set(os.environ) - set(wanted):
            del os.environ[name]
        os.environ.update({name: value for name, value in wanted.items() if os.environ.get(name) != value})
        self.seen = dict(os.environ)

    def report(self, answer: dict[str, Json]) -> None:
        """Our side, where it has changed."""
        now = dict(os.environ)
        if now != self.seen:
            changed: list[Json] = []
            for name in [*(name for name in now if now[name] != self.seen.get(name)), *(self.seen.keys() - now.keys())][
                :MAX_VARIABLES
            ]:
                value = now.get(name)
                if len(name) <= 200 and (value is None or len(value) <= MAX_VARIABLE):
                    changed += [name, value]
            answer["env"] = changed
            self.seen = now
        if self.shared is not None:
            files = self.shared.changes()
            if files:
                answer["files"] = files

    def patch(self, module: str, path: str, arguments: list[object]) -> None:
        """The test replaced an attribute of a library module, or put the original back; do the same here."""
        target: object = importlib.import_module(module)
        *parts, name = path.split(".")
        for part in parts:
            target = getattr(target, part)
        place = (module, path)
        if arguments:
            self.originals.setdefault(place, vars(target).get(name, _MISSING))
            setattr(target, name, arguments[0])
        elif place in self.originals:
            original = self.originals.pop(place)
            if original is _MISSING:
                delattr(target, name)
            else:
                setattr(target, name, original)


_MISSING = object()

"""What a suite expects to share with the submission, as if both ran in one process: environment, arguments, folder, files.

Each message takes along what has changed on this side since the last; each answer brings what has changed on the other.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from waymark_wire.folders import Folder
from waymark_wire.plain import Json, Malformed

if TYPE_CHECKING:
    from waymark.line import Message, Request

MAX_VARIABLES = 100
MAX_VARIABLE = 4096
_OURS = ("PYTEST_", "HYPOTHESIS", "TMPDIR")
"""Variables that are about this process: they never cross."""
_NEVER_TAKEN = (
    "PATH",
    "HOME",
    "LD_",
    "PYTHON",
    "PYTEST_",
    "HYPOTHESIS",
    "TMPDIR",
    "LC_",
    "LANG",
    "SSL_",
    "GLIBC",
    "MALLOC",
)
"""Variables a submission cannot set here: programs a suite starts would obey them."""

# Bound here, because a suite may patch the modules they come from.
_getcwd, _environ = os.getcwd, os.environ


class SharedProcess:
    """``temporary`` is the grading's folder for temporary files: what lies in it exists on both sides once it is mentioned."""

    def __init__(self, temporary: str) -> None:
        self.temporary = temporary
        self.mark = temporary.encode()
        self.begin()

    def begin(self) -> None:
        """A new worker knows nothing yet, and its surroundings are its own."""
        self.environment = self.visible()
        self.seen = self.environment
        self.raw = dict(_environ._data)  # type: ignore[attr-defined]
        self.arguments = list(sys.argv)
        self.home = self.folder = _getcwd()
        self.files: Folder | None = None

    def add_to(self, message: Request) -> None:
        data = _environ._data  # type: ignore[attr-defined]
        if data != self.raw:
            self.raw = dict(data)
            now = self.visible()
            if now != self.seen:
                self.seen = now
                message["env"] = self.changes(now)
        if sys.argv != self.arguments:
            self.arguments = list(sys.argv)
            message["argv"] = [str(argument) for argument in self.arguments]
        folder = _getcwd()
        if folder != self.folder:
            self.folder = folder
            if (folder + "/").startswith(self.temporary + "/"):
                self.share()
                message["cwd"] = folder
            elif folder == self.home:
                message["cwd"] = None
        if self.files is not None:
            changed = self.files.changes()
            if changed:
                message["files"] = [self.temporary, changed]

    def mentioned(self, data: bytes, message: Request) -> bool:
        """Whether a message speaks of the temporary folder for the first time; then its files go along."""
        if self.files is not None or self.mark not in data:
            return False
        message["files"] = [self.temporary, self.share().changes()]
        return True

    def share(self) -> Folder:
        if self.files is None:
            self.files = Folder(self.temporary)
        return self.files

    def changes(self, now: dict[str, str]) -> list[Json]:
        """``[cleared, [name, value or null ...]]`` against the environment in which the worker began."""
        started = self.environment
        cleared = bool(started) and not any(now.get(name) == value for name, value in started.items())
        names: list[Json] = []
        for name in sorted(now.keys() | started.keys()):
            if now.get(name) != started.get(name) or (cleared and name in now):
                names += [name, now.get(name)]
        return [cleared, names]

    def visible(self) -> dict[str, str]:
        return {name: value for name, value in _environ.items() if not name.startswith(_OURS)}

    def take(self, body: Message) -> None:
        variables, files = body.get("env"), body.get("files")
        if variables is not None:
            self.take_environment(variables)
        if files is not None:
            if self.files is None:
                raise Malformed("files that nobody asked for")
            self.files.apply(files)

    def take_environment(self, variables: Json) -> None:
        if type(variables) is not list or len(variables) > 2 * MAX_VARIABLES or len(variables) % 2:
            raise Malformed("a damaged environment")
        for name, value in zip(variables[::2], variables[1::2], strict=True):
            if type(name) is not str or not name.isidentifier() or len(name) > 200 or name.startswith(_NEVER_TAKEN):
                continue
            if type(value) is str and len(value) <= MAX_VARIABLE and "\0" not in value:
                _environ[name] = value
            elif value is None:
                _environ.pop(name, None)
        self.raw = dict(_environ._data)  # type: ignore[attr-defined]
        self.seen = self.visible()

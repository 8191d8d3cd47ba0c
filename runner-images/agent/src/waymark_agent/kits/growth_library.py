"""Which code is the library's or ours, and not the submission's: by what it is, because a file name can be claimed by anyone."""

from __future__ import annotations

import _imp
import importlib.util
import marshal
import os
import sys
from types import CodeType

_PYC_HEADER = 16
_FROZEN = "<frozen "


class LibraryCode:
    """Made before the submission is imported: what lies in the folders that modules are imported from then is not its own."""

    def __init__(self, own_folder: str) -> None:
        places = [os.path.abspath(path) for path in sys.path if path]
        agent = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        self.roots = tuple(path + os.sep for path in {*places, agent} if path != own_folder)
        self.files: dict[str, set[CodeType]] = {}

    def has(self, code: CodeType) -> bool:
        """Whether the code is what its file says it is, and that file one of the library."""
        file = code.co_filename
        if not file.startswith((_FROZEN, *self.roots)):
            return False
        if file not in self.files:
            try:
                self.files[file] = _all_in(_read(file))
            except (ImportError, OSError, ValueError, EOFError, SyntaxError):
                self.files[file] = set()
        return code in self.files[file]


def _read(file: str) -> CodeType:
    if file.startswith(_FROZEN):
        name = file[len(_FROZEN) : -1]
        name = {"importlib._bootstrap": "_frozen_importlib"}.get(name, name)
        return _imp.get_frozen_object({"importlib._bootstrap_external": "_frozen_importlib_external"}.get(name, name))
    try:
        with open(importlib.util.cache_from_source(file), "rb") as compiled:
            code = marshal.loads(compiled.read()[_PYC_HEADER:])  # noqa: S302  what the interpreter loads as well
            if type(code) is CodeType:
                return code
    except OSError:
        pass
    with open(file, "rb") as source:
        return compile(source.read(), file, "exec", dont_inherit=True)


def _all_in(code: CodeType) -> set[CodeType]:
    """The code of a module and of every function and class in it."""
    found: set[CodeType] = set()
    left = [code]
    while left:
        one = left.pop()
        found.add(one)
        left += [constant for constant in one.co_consts if type(constant) is CodeType]
    return found

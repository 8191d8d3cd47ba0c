"""Which code is the library's or ours, and not the submission's: by what it is, because a file name can be claimed by anyone."""

from __future__ import annotations

import builtins
import os
import sys
from _imp import get_frozen_object as _frozen
from marshal import loads as _loads
from types import CodeType

_PYC_HEADER = 16
_FROZEN = "<frozen "
_BOOTSTRAP = {
    "importlib._bootstrap": "_frozen_importlib",
    "importlib._bootstrap_external": "_frozen_importlib_external",
}

# Bound before the submission is there: it may put its own functions into these modules, or move ``sys.pycache_prefix``.
_open, _compile, _TAG = builtins.open, builtins.compile, sys.implementation.cache_tag


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
        return _frozen(_BOOTSTRAP.get(name, name))
    folder, _, name = file.rpartition(os.sep)
    try:
        with _open(f"{folder}/__pycache__/{name.removesuffix('.py')}.{_TAG}.pyc", "rb") as compiled:
            code = _loads(compiled.read()[_PYC_HEADER:])  # noqa: S302  a file of the library
            if type(code) is CodeType:
                return code
    except OSError:
        pass
    with _open(file, "rb") as source:
        return _compile(source.read(), file, "exec", dont_inherit=True)


def _all_in(code: CodeType) -> set[CodeType]:
    """The code of a module and of every function and class in it."""
    found: set[CodeType] = set()
    left = [code]
    while left:
        one = left.pop()
        found.add(one)
        left += [constant for constant in one.co_consts if type(constant) is CodeType]
    return found

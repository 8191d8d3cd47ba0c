"""Nothing that came from the sandbox is ever run here, not even by an innocent suite.

``eval(repr(point))``, ``pickle.loads(saved)``, ``exec(source)``, a doctest, a file of the submission run as a program: each
would carry the submission's code into the judge. What a suite may mean by these is done in the sandbox (``library.py``);
this hook refuses whatever would do it here.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waymark.shared_process import SharedProcess

_MAY_RUN_CODE = (
    "<frozen importlib._bootstrap>",
    "/collections/__init__.py",
    "/dataclasses.py",
    "/unittest/mock.py",
    "/_pytest/assertion/rewrite.py",
    "/_pytest/mark/expression.py",
    "/_pytest/skipping.py",
    "/kafka/protocol/schemas/fields/struct.py",
    "/typing.py",
)
"""Where code is run that a library has made, from names it has checked, or loaded from the suite's own files."""


class Refused(RuntimeError):
    """A suite would have run the submission's code in the judge."""


class Guard:
    """Awake from the moment there is a sandbox. The shared folder holds files that the submission may have written."""

    def __init__(self) -> None:
        self.shared: SharedProcess | None = None

    def watch(self, shared: SharedProcess) -> None:
        self.shared = shared

    def install(self) -> None:
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        shared = self.shared
        if event not in _HEARD or shared is None:
            return
        if event == "exec":
            caller = sys._getframe(1).f_code.co_filename
            file = str(getattr(arguments[0], "co_filename", ""))
            if not (caller.endswith(_MAY_RUN_CODE) or "/hypothesis/" in caller) or file.startswith(shared.temporary):
                raise Refused(
                    "code is not run in the judge, where the submission could have written it; run it in a probe"
                )
        elif event == "pickle.find_class":
            raise Refused(
                "pickled objects are not loaded in the judge, where the submission could have written them; use a probe"
            )
        elif (
            shared.files is not None
            and shared.files.accepted
            and any(shared.temporary in text for text in _texts(arguments))
        ):
            raise Refused("a program is not run in the judge on files the submission could have written; use a probe")


_HEARD = frozenset({"exec", "pickle.find_class", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"})


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, bytes):
        yield os.fsdecode(value)
    elif isinstance(value, str | os.PathLike):
        yield str(value)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)

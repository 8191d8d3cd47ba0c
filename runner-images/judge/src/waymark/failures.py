"""The submission's exceptions as exceptions of ours: built-in and library ones as themselves, its own ones mirrored."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from waymark_wire.plain import Json, Malformed

from waymark.errors import SubmissionRaised
from waymark.mirrors import MirrorType

if TYPE_CHECKING:
    from collections.abc import Callable


def exception_class(name: str, bases: tuple[type, ...], members: dict[str, object]) -> MirrorType:
    """A mirror of the submission's exception class. Bases that do not go together here give way to plain ``Exception``."""
    members = members | {"__getattr__": _attribute, "__str__": _text}
    try:
        return MirrorType(name, bases, members)
    except TypeError:
        return MirrorType(name, (Exception,), members)


def _attribute(self: BaseException, name: str) -> object:
    """An attribute that did not come with the exception is asked for in the sandbox."""
    if name.startswith(("__", "_wm_")):
        raise AttributeError(name)
    return type(self)._wm_facts.crossing.get(self, name)  # type: ignore[attr-defined]


def _text(self: BaseException) -> str:
    text = self.__dict__.get("_wm_text")
    return text if type(text) is str else BaseException.__str__(self)


def acceptable(kind: type, *, running: bool) -> type[BaseException]:
    """The class an exception of that kind is raised as here.

    ``SystemExit`` is let through while a test runs, where pytest takes it for a failure and ``pytest.raises`` can expect
    it; no other ``BaseException`` is, so a submission can neither interrupt nor skip a test.
    """
    if issubclass(kind, Exception) or (kind is SystemExit and running):
        return kind
    return SubmissionRaised


def revive(kind: type[BaseException], args: list[object]) -> BaseException:
    """An exception with these arguments, without running an ``__init__`` that Python code defined."""
    builtin = next(base for base in type.mro(kind) if base.__module__ == "builtins")
    try:
        error: BaseException = builtin.__new__(kind, *args)  # type: ignore[arg-type, assignment]
    except (TypeError, ValueError):
        # Only a group of exceptions looks at its arguments here. One that lies about them is no group.
        return SubmissionRaised(f"{kind.__name__} with arguments it cannot have")
    with contextlib.suppress(TypeError, ValueError):
        # OSError, StopIteration, UnicodeDecodeError and their like fill their slots here.
        builtin.__init__(error, *args)  # type: ignore[misc]
    error.args = tuple(args)
    return error


def set_attributes(error: BaseException, attributes: list[Json], decode: Callable[[Json], object]) -> None:
    """Names and values in turn. What the exception's class refuses is left out."""
    for name, value in zip(attributes[::2], attributes[1::2], strict=True):
        if type(name) is not str or not name.isidentifier() or len(name) > 200:
            raise Malformed("a damaged attribute")
        decoded = decode(value)
        if not name.startswith("_"):
            try:
                setattr(error, name, decoded)
            except (AttributeError, TypeError, ValueError):
                continue

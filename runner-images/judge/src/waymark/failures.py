"""The submission's exceptions as exceptions of ours: built-in and library ones as themselves, its own ones mirrored."""

from __future__ import annotations

from waymark.errors import SubmissionRaised
from waymark.mirrors import MirrorType


def exception_class(name: str, bases: tuple[type, ...], members: dict[str, object]) -> type:
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

"""The submission's exceptions as exceptions of ours: built-in and library ones as themselves, its own ones mirrored."""

from __future__ import annotations

from waymark.errors import SubmissionRaised
from waymark.mirrors import MirrorType


class MirrorException:
    """Mixed into mirrored exception classes: unknown attributes are asked for in the sandbox."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or name.startswith("_wm_"):
            raise AttributeError(name)
        return type(self)._wm_facts.crossing.get(self, name)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        text = self.__dict__.get("_wm_text")
        return text if type(text) is str else super().__str__()


def exception_class(name: str, bases: tuple[type, ...], members: dict[str, object]) -> type:
    """A mirror of the submission's exception class; nothing but ``Exception`` is ever derived from."""
    return MirrorType(name, (MirrorException, *bases), members)


def acceptable(kind: type, *, running: bool) -> type[BaseException]:
    """The class an exception of that kind is raised as here.

    ``SystemExit`` is let through while a test runs, where pytest takes it for a failure and ``pytest.raises`` can expect
    it; no other ``BaseException`` is, so a submission can neither interrupt nor skip a test.
    """
    if issubclass(kind, Exception) or (kind is SystemExit and running):
        return kind
    return SubmissionRaised

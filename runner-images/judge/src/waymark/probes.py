"""Probes: test code that has to run beside the submission."""

from __future__ import annotations

import functools
import inspect
import textwrap
from typing import TYPE_CHECKING, Any, overload

from waymark.errors import CannotCross

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from waymark.crossing import Crossing


class Probe:
    """A function of the suite whose source is sent to the sandbox when it is called; plain data goes in and comes back.

    Its body sees only what it imports itself, its arguments and its own local functions: no names of the test module.
    An ``async def`` is run to its end. Keep expected values out of it: what is in a probe can be read by the submission.
    """

    _wm_bind: Callable[[], Crossing] | None = None

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        functools.update_wrapper(self, function)
        self.source = _source_of(function)

    def __call__(self, *args: object, **keywords: object) -> object:
        __tracebackhide__ = True
        if Probe._wm_bind is None:
            raise CannotCross("a probe can only be called while a suite is graded")
        message: Any = {"op": "probe", "source": self.source, "n": self.function.__name__}
        return Probe._wm_bind().request(message, list(args), keywords)

    def __get__(self, instance: object, owner: type | None = None) -> object:
        return self if instance is None else functools.partial(self, instance)


@overload
def probe[**P, R](function: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, R]: ...
@overload
def probe[**P, R](function: Callable[P, R]) -> Callable[P, R]: ...
def probe(function: Callable[..., object]) -> Callable[..., object]:
    """Run ``function`` beside the submission. See ``Probe``; a bare decorator: ``@probe``."""
    return Probe(function)


def _source_of(function: Callable[..., object]) -> str:
    if not inspect.isfunction(function):
        raise TypeError("@probe takes a function")
    lines = textwrap.dedent(inspect.getsource(function)).splitlines(keepends=True)
    start = next(place for place, line in enumerate(lines) if line.startswith(("def ", "async def ")))
    if function.__code__.co_freevars:
        names = ", ".join(function.__code__.co_freevars)
        raise CannotCross(f"probe {function.__name__} uses {names} from around it; pass it as an argument")
    return "".join(lines[start:])

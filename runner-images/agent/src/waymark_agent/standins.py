"""What stands here for functions, classes and objects of the test: using them asks the judge.

The judge offers each by number, with the members it allows; nothing can be reached that was not offered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Sequence
from typing import Any

from waymark_wire.plain import Json, Malformed

from waymark_agent.standin_classes import Asker, Facts, ObjectStandin, facts_of, make_class, make_object_class

type AskJudge = Callable[[int, list[Json], tuple[object, ...], dict[str, object]], object]
"""(number, member, arguments, keywords) -> what the judge's object answered, or raises what it raised."""


class Standins:
    """Stand-ins of one worker: one per number, so that identity survives the way there and back."""

    def __init__(
        self, ask: AskJudge, ask_waiting: Callable[..., Awaitable[object]], decode: Callable[[Json], object]
    ) -> None:
        self.asker = Asker(ask, ask_waiting)
        self.decode = decode
        self.by_number: dict[int, object] = {}
        self.numbers: dict[int, int] = {}

    def number_of(self, value: object) -> int | None:
        return self.numbers.get(id(value))

    def make(self, value: list[Json]) -> object:
        """From ``["cb", number, facts]`` (a function), ``["oc", number, facts]`` (a class) or ``["o", number, class, facts]``."""
        match value:
            case [_, int(number), *_] if number in self.by_number:
                return self.by_number[number]
            case ["cb", int(number), [*facts]]:
                made = self.function(number, facts_of(facts))
            case ["oc", int(number), [*facts]]:
                made = self.kind(number, facts_of(facts))
            case ["o", int(number), kind, [*facts]]:
                made = self.object(number, kind, facts_of(facts))
            case _:
                raise Malformed("a damaged stand-in")
        self.by_number[number] = made
        self.numbers[id(made)] = number
        return made

    def function(self, number: int, facts: Facts) -> object:
        ask, ask_waiting = self.asker.ask, self.asker.ask_waiting
        made: Callable[..., object]
        if facts.get("async"):

            async def asynchronous(*args: object, **kwargs: object) -> object:
                return await ask_waiting(number, ["call"], args, kwargs)

            made = asynchronous
        elif facts.get("generator"):

            def generating(*args: object, **kwargs: object) -> Generator[object, object, object]:
                return (yield from ask(number, ["call"], args, kwargs))  # type: ignore[misc]

            made = generating
        else:

            def function(*args: object, **kwargs: object) -> object:
                return ask(number, ["call"], args, kwargs)

            made = function
        for key in ("__name__", "__qualname__", "__doc__", "__module__"):
            if key in facts:
                setattr(made, key, facts[key])
        if type(facts.get("signature")) is list:
            set_signature(made, number, facts["signature"])  # type: ignore[arg-type]
        return made

    def kind(self, number: int, facts: Facts) -> type:
        bases = [self.decode(base) for base in facts.get("bases") or ()]  # type: ignore[union-attr]
        return make_class(self.asker, number, facts, [base for base in bases if isinstance(base, type)])

    def object(self, number: int, kind: Json, facts: Facts) -> object:
        own = self.decode(kind) if kind is not None else make_object_class(self.asker, facts)
        if not isinstance(own, type) or not issubclass(own, ObjectStandin):
            raise Malformed("an object whose class is none")
        made = object.__new__(own)
        object.__setattr__(made, "_wm_number", number)
        return made


class Default:
    """A default value of a test's function: it stays with the judge, who finds it by function and name."""

    def __init__(self, number: int, name: str) -> None:
        self.number = number
        self.name = name

    def __repr__(self) -> str:
        return "..."


def set_signature(function: Callable[..., object], number: int, parameters: Sequence[Any]) -> None:
    """A signature like the original's. ``parameters`` are [name, kind, has default]."""
    import inspect

    made = [
        inspect.Parameter(
            str(name),
            inspect._ParameterKind(kind),
            default=Default(number, str(name)) if has_default else inspect.Parameter.empty,
        )
        for name, kind, has_default in parameters
    ]
    function.__signature__ = inspect.Signature(made)  # type: ignore[attr-defined]

"""What stands here for functions and objects of the test: calling them asks the judge.

The judge offers each by number, with the members it allows; nothing can be reached that was not offered.
"""

import builtins
from collections.abc import Callable, Sequence

from waymark_wire.plain import Json, Malformed

type AskJudge = Callable[[int, list[Json], tuple[object, ...], dict[str, object]], object]
"""(number, member, arguments, keywords) -> what the judge's object answered, or raises what it raised."""


class Standins:
    """Stand-ins of one worker: one per number, so that identity survives the way there and back."""

    def __init__(self, ask_judge: AskJudge) -> None:
        self.ask_judge = ask_judge
        self.by_number: dict[int, object] = {}
        self.numbers: dict[int, int] = {}

    def number_of(self, value: object) -> int | None:
        return self.numbers.get(id(value))

    def make(self, value: list[Json]) -> object:
        """From ``["cb", number, facts]`` (a function) or ``["o", number, facts]`` (any other object)."""
        number = value[1]
        if type(number) is not int:
            raise Malformed("a stand-in without a number")
        made = self.by_number.get(number)
        if made is None:
            facts = dict(zip(value[2][::2], value[2][1::2], strict=True))  # type: ignore[index, call-overload]
            made = self.function(number, facts) if value[0] == "cb" else self.object(number, facts)
            self.by_number[number] = made
            self.numbers[id(made)] = number
        return made

    def function(self, number: int, facts: dict[str, Json]) -> object:
        ask = self.ask_judge

        if facts.get("async"):

            async def asynchronous(*args: object, **kwargs: object) -> object:
                return ask(number, ["call"], args, kwargs)

            made: Callable[..., object] = asynchronous
        elif facts.get("generator"):

            def generating(*args: object, **kwargs: object) -> object:
                yield from ask(number, ["call"], args, kwargs)  # type: ignore[misc]

            made = generating
        else:

            def function(*args: object, **kwargs: object) -> object:
                return ask(number, ["call"], args, kwargs)

            made = function
        for key in ("__name__", "__qualname__", "__doc__", "__module__"):
            if key in facts:
                setattr(made, key, facts[key])
        if type(facts.get("signature")) is list:
            _set_signature(made, facts["signature"])  # type: ignore[arg-type]
        return made

    def object(self, number: int, facts: dict[str, Json]) -> object:
        ask = self.ask_judge
        methods = frozenset(facts.get("methods") or ())  # type: ignore[arg-type]
        waiting = frozenset(facts.get("async") or ())  # type: ignore[arg-type]

        def special(name: str) -> Callable[..., object]:
            def forward(self: object, *args: object, **kwargs: object) -> object:
                return ask(number, ["special", name], args, kwargs)

            async def forward_waiting(self: object, *args: object) -> object:
                return ask(number, ["special", name], args, {})

            made = forward_waiting if name in ("__aenter__", "__aexit__", "__anext__") else forward
            made.__name__ = name
            return made

        def get(self: object, name: str) -> object:
            if name in waiting:

                async def asynchronous(*args: object, **kwargs: object) -> object:
                    return ask(number, ["method", name], args, kwargs)

                return asynchronous
            if name in methods:

                def method(*args: object, **kwargs: object) -> object:
                    return ask(number, ["method", name], args, kwargs)

                method.__name__ = name
                return method
            if name.startswith("_"):
                raise AttributeError(f"{facts.get('class')!r} object of the test has no attribute {name!r} here")
            return ask(number, ["get", name], (), {})

        def put(self: object, name: str, value: object) -> None:
            ask(number, ["set", name], (value,), {})

        members: dict[str, object] = {str(name): special(str(name)) for name in facts.get("specials") or ()}  # type: ignore[union-attr]
        members |= {"__getattr__": get, "__setattr__": put, "__module__": str(facts.get("module")), "__doc__": facts.get("__doc__")}
        if "__eq__" in members and "__hash__" not in members:
            members["__hash__"] = None
        bases = tuple(
            kind for kind in (getattr(builtins, str(name), None) for name in facts.get("bases") or ()) if isinstance(kind, type)  # type: ignore[union-attr]
        )
        return type(str(facts.get("class")), bases, members)()


def _set_signature(function: Callable[..., object], parameters: Sequence[Json]) -> None:
    """A signature like the original's. ``parameters`` are [name, kind, has default]; defaults stay with the judge."""
    import inspect

    made = [
        inspect.Parameter(str(name), inspect._ParameterKind(kind), default=... if has_default else inspect.Parameter.empty)
        for name, kind, has_default in parameters  # type: ignore[misc]
    ]
    function.__signature__ = inspect.Signature(made)  # type: ignore[attr-defined]

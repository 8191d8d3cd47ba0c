"""Tell a sink about every call of a function."""

import functools
import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

type Sink = Callable[[dict[str, object]], object]

REDACTED = "***"


def audit[F: Callable[..., Any]](sink: Sink, *, redact: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Make a decorator that sends one record per finished call to `sink`.

    Works on functions and coroutine functions. A call whose arguments do not fit raises TypeError and is
    not recorded; an error of the sink never reaches the caller.
    """

    def decorate(function: F) -> F:
        signature = inspect.signature(function)

        def report(arguments: dict[str, object], error: BaseException | None) -> None:
            record = {
                "name": function.__qualname__,
                "args": arguments,
                "ok": error is None,
                "error": None if error is None else type(error).__name__,
            }
            with suppress(Exception):
                sink(record)

        @functools.wraps(function)
        def call(*args: object, **kwargs: object) -> object:
            arguments = describe(signature.bind(*args, **kwargs), redact)
            try:
                result = function(*args, **kwargs)
            except BaseException as error:
                report(arguments, error)
                return None
            report(arguments, None)
            return result

        @functools.wraps(function)
        async def call_async(*args: object, **kwargs: object) -> object:
            arguments = describe(signature.bind(*args, **kwargs), redact)
            try:
                result = await function(*args, **kwargs)
            except BaseException as error:
                report(arguments, error)
                return None
            report(arguments, None)
            return result

        return cast(F, call_async if inspect.iscoroutinefunction(function) else call)

    return decorate


def describe(bound: inspect.BoundArguments, redact: tuple[str, ...]) -> dict[str, object]:
    """Arguments of a call by parameter name, defaults filled in, secrets hidden."""
    bound.apply_defaults()
    described: dict[str, object] = {}
    for position, (name, value) in enumerate(bound.arguments.items()):
        kind = bound.signature.parameters[name].kind
        if position == 0 and name in ("self", "cls"):
            continue
        if name in redact:
            described[name] = REDACTED
        elif kind is inspect.Parameter.VAR_POSITIONAL:
            described[name] = list(value)
        elif kind is inspect.Parameter.VAR_KEYWORD:
            described[name] = {key: REDACTED if key in redact else extra for key, extra in value.items()}
        else:
            described[name] = value
    return described

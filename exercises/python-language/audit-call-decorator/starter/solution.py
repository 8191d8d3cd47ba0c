"""Tell a sink about every call of a function."""

from collections.abc import Callable
from typing import Any

type Sink = Callable[[dict[str, object]], object]


def audit[F: Callable[..., Any]](sink: Sink, *, redact: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Make a decorator that sends one record {"name", "args", "ok", "error"} per finished call to `sink`."""
    raise NotImplementedError

"""The words of ASGI, and those in which a learner reads what is wrong with an app.

https://asgi.readthedocs.io/en/latest/specs/main.html
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

type Message = dict[str, object]
type Scope = dict[str, object]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Scope, Receive, Send], Awaitable[object]]

type Answer = tuple[object, ...]
"""What the judge is told: a word and what belongs to it."""


class ClientLeft(OSError):
    """The client closed the connection; the app may go on or not."""


def gone(error: BaseException) -> bool:
    """What an app or its framework raises because the client has left."""
    return isinstance(error, OSError) or type(error).__name__ == "ClientDisconnect"


def named(error: BaseException) -> str:
    said = str(error)
    return f"{type(error).__name__}: {said[:200]}" if said else type(error).__name__


def short(value: object) -> str:
    """A value in a sentence for the learner."""
    try:
        shown = repr(value)
    except Exception:
        shown = f"<{type(value).__name__}>"
    return shown if len(shown) <= 80 else shown[:77] + "..."

"""A request's body: what came with the request, and what the judge gives when it is asked."""

from __future__ import annotations

import inspect
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

type Given = tuple[Iterable[bytes], Callable[[], object] | None]


class Body:
    """Pieces in order. ``pull`` gives a next one, or None at the end; for an async test it is an async function."""

    def __init__(self, pieces: Iterable[bytes], pull: Callable[[], object] | None) -> None:
        self.pieces = deque(pieces)
        self.pull = pull

    @property
    def ended(self) -> bool:
        return not self.pieces and self.pull is None

    async def next(self) -> bytes:
        """Empty at the end."""
        if not self.pieces and self.pull is not None:
            given = self.pull()
            self.take(await given if inspect.isawaitable(given) else given)
        return self.pieces.popleft() if self.pieces else b""

    def next_now(self) -> bytes:
        """The same for code that cannot await. What an async test sends has been fetched before (``fetch``)."""
        if not self.pieces and self.pull is not None:
            self.take(self.pull())
        return self.pieces.popleft() if self.pieces else b""

    async def fetch(self) -> None:
        """Everything, where it could not be asked for later."""
        if self.pull is not None and inspect.iscoroutinefunction(self.pull):
            while self.pull is not None:
                self.take(await self.pull())

    def take(self, given: object) -> None:
        if type(given) is bytes:
            self.pieces.append(given)
        else:
            self.pull = None

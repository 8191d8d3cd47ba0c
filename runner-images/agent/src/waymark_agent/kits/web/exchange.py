"""One request and its answer, as the judge is told of them: as soon as there is something that it can go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark_agent.kits.web.app_end import AppEnd

if TYPE_CHECKING:
    import asyncio

    from waymark_agent.kits.web.asgi import Answer

ANSWER_BYTES = 512 * 1024
"""Of the body in one message to the judge, whose frames may have 1 MiB."""


class Exchange(AppEnd):
    @property
    def tail(self) -> asyncio.Task[None] | None:
        """What the app still does after its answer."""
        return self.task if self.over and not self.left and not self.task.done() else None

    @property
    def is_spent(self) -> bool:
        """The app is done with it, and the judge has the answer or has left."""
        return self.task.done() and (self.left or (self.over and self.told and not self.chunks))

    async def news(self) -> Answer:
        """What there is of the answer, when it is complete or the app waits for something."""
        self.resting = False
        asked = False
        while not self.finished() and not (self.resting and (self.something() or self.over)):
            self.changed.clear()
            if not asked and self.something():
                asked = True
                self.rest.tell(self.at_rest)
            await self.changed.wait()
        self.raise_what_was_raised()
        return ("failed", self.fault) if self.fault is not None else self.answer()

    def raise_what_was_raised(self) -> None:
        error, self.raised = self.raised, None
        if error is not None:
            raise error

    def finished(self) -> bool:
        is_over = self.over and not self.is_watched
        return is_over or self.fault is not None or self.raised is not None or self.task.done()

    def something(self) -> bool:
        return bool(self.chunks) or (self.status is not None and not self.told)

    def at_rest(self) -> None:
        self.resting = True
        self.changed.set()

    def answer(self) -> Answer:
        """("answer", status, reason, headers, dropped, chunks, more), then ("chunks", chunks, more), at worst ("cut", why)."""
        if self.cut is not None and not self.chunks and (self.told or self.status is None):
            return "cut", self.cut
        chunks: list[bytes] = []
        size = 0
        while self.chunks and size < ANSWER_BYTES:
            chunks.append(self.chunks.popleft())
            size += len(chunks[-1])
        self.room.set()
        is_more = bool(self.chunks) or not self.over
        if self.told:
            return "chunks", tuple(chunks), is_more
        self.told = True
        return "answer", self.status, self.reason, tuple(self.headers), self.dropped, tuple(chunks), is_more

    def leave(self) -> None:
        """The client closes the connection."""
        if not self.over:
            self.left = True
        self.deliver()
        self.room.set()
        if self.cancelled_when_left:
            self.task.cancel()

"""Knowing when nothing in the event loop can go on by itself: the moment to tell the judge how far an answer is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from waymark_agent.event_loop import Loop

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 100
"""How often a loop that never comes to rest, as with ``while True: await sleep(0)``, goes round before it counts as resting."""


class NestedRequest(Exception):
    """A request from inside a function that the app calls, which keeps the app's loop from answering it."""


def own_loop() -> Loop:
    loop = asyncio.get_running_loop()
    if not isinstance(loop, Loop):
        raise NestedRequest(
            "a request was made inside a function of the test that the app had called: the app cannot answer before that returns"
        )
    return loop


class Rest:
    """Calls back those who ask when the loop has come to rest, all of them with one look at it."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.waiting: list[Callable[[], object]] = []

    def tell(self, done: Callable[[], object]) -> None:
        self.waiting.append(done)
        if len(self.waiting) == 1:
            self.loop.call_soon(self.look, 0)

    def look(self, rounds: int) -> None:
        if rounds < _ROUNDS and self.loop.delay() == 0:
            self.loop.call_soon(self.look, rounds + 1)
            return
        told, self.waiting = self.waiting, []
        for done in told:
            done()

    async def reached(self) -> None:
        future = self.loop.create_future()
        self.tell(lambda: None if future.done() else future.set_result(None))
        await future

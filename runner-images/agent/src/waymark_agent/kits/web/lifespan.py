"""Startup before the first request, shutdown after the last, by ASGI's lifespan protocol."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from waymark_agent.border import JudgeInterrupt
from waymark_agent.kits.web.asgi import named, short
from waymark_agent.kits.web.crash import print_failure

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import App, Message, Scope


class Lifespan:
    """``state`` is filled by the app while it starts, and copied for each request."""

    def __init__(self, app: App, state: dict[str, object]) -> None:
        self.app = app
        self.state = state
        self.asked = 0
        self.fault: str | None = None
        self.interrupt: BaseException | None = None
        self.is_up, self.is_down, self.leaving = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(self.run())

    async def startup(self) -> str | None:
        """Why the app has not started, as a sentence for the learner. One that knows no lifespan has."""
        await self.is_up.wait()
        self.raise_interrupt()
        return self.fault

    async def shutdown(self) -> str | None:
        if self.fault is not None:
            return None  # said before
        self.leaving.set()
        await self.is_down.wait()
        self.raise_interrupt()
        await asyncio.wait([self.task])
        return self.fault

    def raise_interrupt(self) -> None:
        if self.interrupt is not None:
            raise self.interrupt

    async def run(self) -> None:
        scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self.app(scope, self.receive, self.send)
        except JudgeInterrupt as interrupt:
            self.interrupt = interrupt
        except BaseException as error:
            # An app that knows only requests refuses this scope at once; one that asked what is up has failed.
            if self.asked and self.fault is None:
                print_failure(error)
                when = "shutdown" if self.is_up.is_set() else "startup"
                self.fault = f"the app's {when} failed: {named(error)}"
        finally:
            self.is_up.set()
            self.is_down.set()

    async def receive(self) -> Message:
        self.asked += 1
        if self.asked == 1:
            return {"type": "lifespan.startup"}
        await self.leaving.wait()
        return {"type": "lifespan.shutdown"}

    async def send(self, message: Message) -> None:
        match message.get("type"):
            case "lifespan.startup.complete":
                self.is_up.set()
            case "lifespan.shutdown.complete":
                self.is_down.set()
            case "lifespan.startup.failed" | "lifespan.shutdown.failed" as kind:
                said = str(message.get("message", "")).strip()
                if said:
                    print(said, file=sys.stderr)  # noqa: T201  the learner's stderr
                last = said.splitlines()[-1][:300] if said else "the app gave no reason"
                self.fault = f"the app's {kind.split('.')[1]} failed: {last}"
                self.is_up.set()
                self.is_down.set()
            case other:
                self.fault = (
                    f"the app sent {short(other)} while starting up or shutting down, which has no such message"
                )
                raise RuntimeError(self.fault)

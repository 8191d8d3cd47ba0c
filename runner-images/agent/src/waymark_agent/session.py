"""A worker's conversation with the judge: decodes requests, carries them out, encodes what came of them."""

from __future__ import annotations

import builtins
import importlib
import random
import sys
import threading
import types
from typing import TYPE_CHECKING, ClassVar

from waymark_wire.plain import Json, Unsendable

from waymark_agent.border import Border, JudgeInterrupt
from waymark_agent.loading import describe_modules, load_modules, offer_helpers
from waymark_agent.notices import Notices
from waymark_agent.requests import carry_out
from waymark_agent.signatures import Raw
from waymark_agent.streams import Echo, JudgeInput
from waymark_agent.surroundings import Surroundings

if TYPE_CHECKING:
    from waymark_agent.event_loop import Loop, Tasks
    from waymark_agent.worker import Channel

INPUT = -1
"""The stand-in number under which the judge answers ``input()`` and reads of ``sys.stdin``."""


class Turn:
    """What a kit may put around the serving of a request: here nothing."""

    def begin(self) -> None:
        """A request has come."""

    def settle(self) -> None:
        """It has been carried out; its result is not encoded yet."""

    def end(self) -> None:
        """It has been answered."""

    def rest(self, loop: Loop) -> float | None:
        """How long the worker's event loop would sleep, as ``Loop.delay`` says it."""
        return loop.delay()


class Session:
    current: ClassVar[Session | None] = None
    """The worker's only one."""

    def __init__(self, channel: Channel, folder: str) -> None:
        self.channel = channel
        self.folder = folder
        self.border = Border(self.ask_judge, self.ask_waiting, folder)
        self.own_tasks: Tasks | None = None
        self.surroundings = Surroundings(folder)
        self.notices = Notices(self.border.attempt)
        self.begun = False
        self.turn = Turn()
        # Held by whoever may talk to the judge: a thread of the submission has to wait its turn.
        self.line = threading.RLock()
        self.answering = threading.Condition(self.line)
        self.asked = False

    @property
    def tasks(self) -> Tasks:
        """What the test awaits here. asyncio takes long to import, and few tests need it."""
        if self.own_tasks is None:
            from waymark_agent.event_loop import Tasks

            self.own_tasks = Tasks(self.turn.rest)
        return self.own_tasks

    def serve(self) -> None:
        self.set_up()
        while True:
            message = self.channel.receive()
            self.turn.begin()
            with self.line:
                self.asked = True
                self.answering.notify_all()
            answer = self.answer(message)
            with self.line:
                self.asked = False
                self.channel.send(*answer)
            self.turn.end()

    def set_up(self) -> None:
        Session.current = self
        sys.stdout, sys.stderr = Echo(1), Echo(2)
        sys.stdin = JudgeInput(lambda member, *args: self.ask_judge(INPUT, [member], args, {}))
        sys.path.insert(0, self.folder)
        sys.dont_write_bytecode = True
        sys.argv = [""]
        sys.modules["__main__"] = types.ModuleType("__main__")
        builtins.input = self.read_input
        random.seed(0)
        self.border.reporters += [report_printed, self.notices.report, self.surroundings.report]
        self.notices.install()

    def answer(self, message: dict[str, object]) -> tuple[str, bytes]:
        """Carry one request out. Whatever the submission raises is an answer too."""
        border = self.border
        try:
            self.receive(message)
            try:
                result = self.carry_out(message)
            finally:
                self.turn.settle()
            return "v", border.finish(lambda: {"v": result.value if isinstance(result, Raw) else border.encode(result)})
        except Unsendable as reason:
            why = str(reason)
            return "u", border.finish(lambda: {"why": why})
        except ImportFailed as failed:
            module, error = failed.module, failed.error
            return "i", border.finish(lambda: {"x": border.error(error), "module": module})
        except JudgeInterrupt as interrupt:
            return "r", self.failure(interrupt)
        except BaseException as error:
            return "r", self.failure(error)

    def failure(self, error: BaseException) -> bytes:
        return self.border.finish(lambda: {"x": self.border.error(error)})

    def receive(self, message: dict[str, object]) -> None:
        self.border.take(message)
        self.surroundings.take(message)
        self.notices.take(message)

    def carry_out(self, message: dict[str, object]) -> object:
        if message["op"] == "begin":
            self.border.release(message)
            return self.begin(message)
        decode = self.border.decode
        arguments = [decode(value) for value in message.get("a", ())]  # type: ignore[attr-defined]
        keywords = {name: decode(value) for name, value in message.get("k", ())}  # type: ignore[attr-defined]
        self.border.release(message)
        if message.get("inside"):
            return self.tasks.inside(lambda: carry_out(self, message, arguments, keywords))
        return carry_out(self, message, arguments, keywords)

    def begin(self, message: dict[str, object]) -> Raw:
        wanted: dict[str, list[str]] = message["modules"]  # type: ignore[assignment]
        if message.get("apart"):
            # Nothing of the submission is imported in this worker, nor is a module of its with a library's name.
            sys.path[:] = [place for place in sys.path if place not in ("", self.folder)]
        for kit in message.get("kits", ()):  # type: ignore[attr-defined]
            importlib.import_module(f"waymark_agent.kits.{kit}").before_import()
        offer_helpers(message.get("helpers") or {})  # type: ignore[arg-type]
        self.replay(message.get("before"))
        for module, error in load_modules(wanted):
            raise ImportFailed(module, error)
        described = describe_modules(wanted, self.border.encode)
        self.replay(message.get("after"))
        self.begun = True
        return Raw(described)

    def replay(self, requests: object) -> None:
        """What a shared fixture or the suite's collection did is done again in this worker, in the same order.

        The judge's handles and containers of then so mean the same objects now: results are encoded for the side effect.
        """
        if self.begun or type(requests) is not list:
            return
        classes: list[Json] = []
        for request in requests:
            self.answer(dict(request))
            classes += self.border.said_classes
        self.border.objects.new_classes[:0] = classes
        self.border.links.stale()

    # Asking the judge

    def read_input(self, prompt: object = "", /) -> str:
        answer = self.ask_judge(INPUT, ["call"], (str(prompt),), {})
        if type(answer) is not str:
            raise EOFError("EOF when reading a line")
        return answer

    async def ask_waiting(
        self, number: int, member: list[Json], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> object:
        """What a coroutine of the test comes to. Where the judge's loop drives ours, both go on meanwhile."""
        if self.own_tasks is None or not self.own_tasks.driving:
            return self.ask_judge(number, member, args, kwargs)
        token = self.ask_judge(number, ["start", member], args, kwargs)
        try:
            return await self.tasks.wait_outside(token)  # type: ignore[arg-type]
        except BaseException:
            if token in self.tasks.outside:
                del self.tasks.outside[token]
                self.ask_judge(INPUT, ["cancel"], (token,), {})
            raise

    def ask_judge(self, number: int, member: list[Json], args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Have the judge call something of the test, and serve the requests that come meanwhile."""
        border = self.border

        def call() -> dict[str, Json]:
            named: list[Json] = [[name, border.encode(value)] for name, value in kwargs.items()]
            return {"k": number, "x": member, "a": [border.encode(value) for value in args], "w": named}

        with self.line:
            while not self.asked:
                self.answering.wait()
            self.channel.send("c", border.finish(call))
            while True:
                message = self.channel.receive()
                if message["op"] not in ("resume", "throw"):
                    self.channel.send(*self.answer(message))
                    continue
                self.receive(message)
                value = border.decode(message["v"])  # type: ignore[arg-type]
                border.release(message)
                if message["op"] == "resume":
                    return value
                raise value  # type: ignore[misc]


class ImportFailed(Exception):
    """A module of the submission raised while it was imported."""

    def __init__(self, module: str, error: BaseException) -> None:
        super().__init__(module)
        self.module = module
        self.error = error


def report_printed(answer: dict[str, Json]) -> None:
    for key, stream in (("o", sys.stdout), ("e", sys.stderr)):
        if isinstance(stream, Echo):
            text = stream.take()
            if text:
                answer[key] = text

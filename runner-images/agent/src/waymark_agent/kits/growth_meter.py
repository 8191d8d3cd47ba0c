"""Counts what a submission's code executes: bytecode instructions, by ``sys.monitoring``.

An event for each instruction would be slow for the library's code, so events are set for one code object at a time: when a
function starts or a generator goes on, its code is looked at once, and only the submission's gets them. What is counted is
code of every thread and of whatever file it claims to be from, text that is executed included.
"""

from __future__ import annotations

import gc
import itertools
import os
import sys
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from waymark_agent.kits.growth_library import LibraryCode
from waymark_agent.kits.growth_watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

TOOL = 4
NAME = "waymark"
_identity = object.__hash__
_CANARY = compile("def canary():\n    for _ in range(5):\n        pass\n", "<a measurement's own test>", "exec")


class OverBudget(BaseException):
    """Ends a call that has executed more than is allowed."""


class Metered(NamedTuple):
    """``why`` a count is not to be believed: ``budget``, ``process``, ``interpreter``, ``counter``, ``threads``; else None."""

    instructions: int
    why: str | None


type Meter = Callable[[Callable[[], object], int | None], Metered]
"""Calls a function; with a budget of instructions, or None to count none."""


def make_meter(own_folder: str) -> tuple[Meter, Callable[[], bool]]:
    """Also whether the submission has imported tracemalloc.

    To be made before the submission is imported: what switches counting off is in this closure then, and nowhere else.
    """
    monitoring = sys.monitoring
    use_tool_id, get_tool, set_events, get_events = (
        monitoring.use_tool_id,
        monitoring.get_tool,
        monitoring.set_events,
        monitoring.get_events,
    )
    set_local_events, register, restart_events = (
        monitoring.set_local_events,
        monitoring.register_callback,
        monitoring.restart_events,
    )
    starting, instruction, disable = (
        monitoring.events.PY_START | monitoring.events.PY_RESUME,
        monitoring.events.INSTRUCTION,
        monitoring.DISABLE,
    )
    begin_watch, end_watch, traced = watch()
    library = LibraryCode(own_folder)
    use_tool_id(TOOL, NAME)
    for name in vars(monitoring).copy():
        if name.endswith(("tool_id", "_events", "_callback", "get_tool")):
            delattr(monitoring, name)
    namespace: dict[str, Callable[[], None]] = {}
    exec(_CANARY, namespace)
    canary, of_canary = namespace["canary"], 0

    def metered(call: Callable[[], object], budget: int) -> Metered:
        nonlocal of_canary
        tick = itertools.count(1).__next__
        known: dict[int, CodeType] = {}

        def started(code: CodeType, _: int) -> object:
            number = _identity(code)
            if number not in known:
                known[number] = code
                if not library.has(code):
                    set_local_events(TOOL, code, instruction)
            return disable

        def executed(_: CodeType, __: int) -> None:
            if tick() > budget:
                raise OverBudget

        def executed_unbounded(_: CodeType, __: int) -> None:
            tick()

        why: str | None = None
        raised: BaseException | None = None
        threads = _threads()
        register(TOOL, monitoring.events.PY_START, started)
        register(TOOL, monitoring.events.PY_RESUME, started)
        register(TOOL, instruction, executed)
        restart_events()
        set_events(TOOL, starting)
        begin_watch()
        try:
            call()
            why = None if _ended(threads) else "threads"
        except OverBudget:
            why = "budget"
        except BaseException as error:
            raised = error
        refused = end_watch()
        whole = get_tool(TOOL) == NAME and get_events(TOOL) == starting
        whole = register(TOOL, instruction, executed_unbounded) is executed and whole
        total = tick() - 1
        canary()
        again = tick() - total - 2
        for event in (monitoring.events.PY_START, monitoring.events.PY_RESUME):
            whole = register(TOOL, event, None) is started and whole
        register(TOOL, instruction, None)
        set_events(TOOL, 0)
        for code in known.values():
            set_local_events(TOOL, code, 0)
        of_canary = of_canary or again
        if not whole or again != of_canary:
            return Metered(total, "counter")
        if refused is None and raised is not None:
            raise raised
        return Metered(min(total, budget), refused or why)

    def meter(call: Callable[[], object], budget: int | None) -> Metered:
        collecting = gc.isenabled()
        gc.collect()
        if budget is not None:
            gc.disable()
        try:
            return metered(call, budget) if budget is not None else uncounted(call)
        finally:
            if collecting:
                gc.enable()

    def uncounted(call: Callable[[], object]) -> Metered:
        threads = _threads()
        begin_watch()
        raised: BaseException | None = None
        try:
            call()
        except BaseException as error:
            raised = error
        refused = end_watch()
        if refused is None and raised is not None:
            raise raised
        return Metered(0, refused or (None if _ended(threads) else "threads"))

    metered(canary, 1000)
    return meter, traced


def _threads() -> int:
    """As the kernel counts them: Python counts a thread only once it runs."""
    return len(os.listdir("/proc/self/task"))


def _ended(before: int) -> bool:
    """Whether the threads of the call have ended; one that is about to gets a moment."""
    for _ in range(1000):
        if _threads() <= before:
            return True
        sleep(0.001)
    return False

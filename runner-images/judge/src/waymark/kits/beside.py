"""A kit's way to its other half: functions and objects of ``waymark_agent.kits`` in the test's worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.departures import Library
from waymark.errors import SuiteFault
from waymark.plugin import SuitePlugin, plugin_of

if TYPE_CHECKING:
    from waymark.crossing import Crossing


class Beside:
    """Functions that run in the sandbox, beside the submission. What they return crosses like anything of the submission's.

    Believe it no more than that: a submission can replace them.
    """

    def __init__(self, plugin: SuitePlugin, item: pytest.Item | None = None) -> None:
        self.plugin = plugin
        self.item = item

    @property
    def crossing(self) -> Crossing:
        crossing = self.plugin.submission.border_or_none()
        if crossing is None:
            raise SuiteFault("a fixture of waymark can only be used while a test runs")
        return crossing

    def call(self, kit: str, function: str, /, *args: object, **keywords: object) -> object:
        """``waymark_agent.kits.<kit>.<function>(*args, **keywords)`` in the worker."""
        __tracebackhide__ = True
        return self.crossing.library(f"waymark_agent.kits.{kit}", function, *args, **keywords)

    def name_last_call(self, shown: str) -> None:
        """What a report says the test did last, in the learner's words, in place of the kit's own call."""
        self.crossing.last_call = shown

    def renew(self) -> None:
        """Go on in a sandbox that has run nothing of the submission's before, with a worker of the same kind."""
        if self.plugin.grading is None or self.item is None:
            raise SuiteFault("a sandbox can only be renewed while a test runs")
        self.plugin.grading.renew(self.item)

    def remembered(self, kit: str) -> dict[object, object]:
        """What the kit remembers from one test of a grading to the next."""
        if self.plugin.grading is None:
            raise SuiteFault("a fixture of waymark can only be used while a test runs")
        return self.plugin.grading.remembered.setdefault(kit, {})

    def wait(self, kit: str, function: str, /, *args: object) -> object:
        """The same of an async function, run to its end in the worker's event loop."""
        __tracebackhide__ = True
        return self.crossing.wait_for_library(f"waymark_agent.kits.{kit}", function, *args)

    async def join(self, kit: str, function: str, /, *args: object) -> object:
        """The same for an async test: its own tasks go on meanwhile, the worker's too."""
        __tracebackhide__ = True
        from waymark.event_loop import wait_for

        return await wait_for(self.crossing, "__call__", Library(f"waymark_agent.kits.{kit}", function), *args)


@pytest.fixture
def beside(request: pytest.FixtureRequest) -> Beside:
    """For the kits' own fixtures. A suite has probes."""
    plugin = plugin_of(request.config)
    return Beside(plugin, request.node if isinstance(request.node, pytest.Item) else None)

"""A kit's way to its other half: functions and objects of ``waymark_agent.kits`` in the test's worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.departures import Library
from waymark.errors import SuiteFault
from waymark.plugin import SuitePlugin

if TYPE_CHECKING:
    from waymark.crossing import Crossing


class Beside:
    """Functions that run in the sandbox, beside the submission. What they return crosses like anything of the submission's.

    Believe it no more than that: a submission can replace them.
    """

    def __init__(self, plugin: SuitePlugin) -> None:
        self.plugin = plugin

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
    return Beside(next(one for one in request.config.pluginmanager.get_plugins() if isinstance(one, SuitePlugin)))

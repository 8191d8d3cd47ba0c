"""Types of what the fixtures give, for annotations: ``from waymark.types import Clock``, ``def test_waits(clock: Clock)``."""

from typing import TYPE_CHECKING

from waymark.kits.clock import Clock
from waymark.kits.growth import AssertGrowth, Measurement, Memory, Steps
from waymark.kits.learner import LearnerTests
from waymark.kits.program_dialogue import RunningProgram
from waymark.kits.program_results import ProgramResult
from waymark.kits.programs import Cli
from waymark.kits.services import Service, Services
from waymark.kits.static.looking import Static
from waymark.kits.web import Serve

if TYPE_CHECKING:
    from waymark.kits.web_clients import AsyncClient, Client
else:

    def __getattr__(name: str) -> object:
        """The two that bring httpx are imported when they are asked for."""
        if name not in ("AsyncClient", "Client"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from waymark.kits import web_clients

        return getattr(web_clients, name)


__all__ = [
    "AssertGrowth",
    "AsyncClient",
    "Cli",
    "Client",
    "Clock",
    "LearnerTests",
    "Measurement",
    "Memory",
    "ProgramResult",
    "RunningProgram",
    "Serve",
    "Service",
    "Services",
    "Static",
    "Steps",
]

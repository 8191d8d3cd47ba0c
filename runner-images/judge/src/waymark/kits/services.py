"""Real servers beside the submission: databases, brokers, caches. ``services`` in exercise.json says which.

The submission reaches them at 127.0.0.1 and finds their addresses in its environment (``POSTGRES_URL`` ...); the suite has a way
of its own to the same servers, which nothing the submission does to its end can touch. Before each test they are put back to how
they began.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from waymark.errors import SuiteFault
from waymark.kits import connections
from waymark.plugin import plugin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.grading import Grading, ServiceFacts


class Service:
    """One server. What is known of it are its attributes: ``host``, ``port``, ``url``, ``user``, ``password`` ..."""

    def __init__(self, name: str, facts: ServiceFacts, inside: ServiceFacts, grading: Grading) -> None:
        self.name = name
        self.inside = SimpleNamespace(**inside)
        """The same facts as the submission has them: its address is another one than the suite's."""
        self._facts = facts
        self._grading = grading
        self._opened: list[Any] = []

    def __getattr__(self, fact: str) -> Any:
        try:
            return self._facts[fact]
        except KeyError:
            known = ", ".join(sorted(self._facts))
            raise SuiteFault(f'the service "{self.name}" has no fact "{fact}"; it has {known}') from None

    def __repr__(self) -> str:
        return f"<service {self.name}>"

    def connect(self, *args: Any, **options: Any) -> Any:
        """A connection of the suite's own, closed when the test ends: see ``waymark.kits.connections`` for what it is of."""
        connection = connections.connect(self.name, self._facts, *args, **options)
        self._opened.append(connection)
        return connection

    def stop(self) -> None:
        """Stop the server in good order: connections end, new ones are refused. What is kept on its disk stays."""
        self._order("stop")

    def kill(self) -> None:
        """End the server in the middle of whatever it does."""
        self._order("kill")

    def start(self) -> None:
        """Start it again after ``stop`` or ``kill``; returns when it answers."""
        self._order("start")

    def restart(self) -> None:
        self.stop()
        self.start()

    def cut(self) -> None:
        """Break the submission's connections, and refuse new ones, until ``heal``. The suite's own go on."""
        self._order("wire", wire="cut", delayMs=0)

    def hang(self) -> None:
        """Let nothing through between submission and server, without a word, until ``heal``: its calls wait."""
        self._order("wire", wire="hung", delayMs=0)

    def slow(self, seconds: float) -> None:
        """Make each way between submission and server take ``seconds`` longer, until ``heal``. Real time: keep it short."""
        self._order("wire", wire="up", delayMs=round(seconds * 1000))

    def heal(self) -> None:
        """Undo ``cut``, ``hang`` and ``slow``."""
        self._order("wire", wire="up", delayMs=0)

    def reset(self) -> None:
        """Put its state back to how it began, as happens before each test, and end all connections."""
        self._order("reset")

    def _order(self, what: str, **more: str | int) -> None:
        self._grading.line.order({"service": self.name, "what": what, **more})

    def _close(self) -> None:
        while self._opened:
            connections.close(self.name, self._opened.pop())


class Services:
    """The services of an exercise, as attributes: ``services.postgres``."""

    def __init__(self, grading: Grading) -> None:
        self._all = {
            name: Service(name, facts["judge"], facts["sandbox"], grading) for name, facts in grading.services.items()
        }

    def __getattr__(self, name: str) -> Service:
        if name in self._all:
            return self._all[name]
        known = ", ".join(self._all) or "none"
        raise SuiteFault(f'the suite uses the service "{name}"; "services" in exercise.json names {known}')

    def __iter__(self) -> Iterator[Service]:
        return iter(self._all.values())


@pytest.fixture
def services(request: pytest.FixtureRequest) -> Iterator[Services]:
    """The servers beside the submission. See the module."""
    plugin = plugin_of(request.config)
    if plugin.grading is None:
        raise SuiteFault("services can only be used while a test runs")
    given = Services(plugin.grading)
    yield given
    for service in given:
        service._close()

"""Fixtures that speak HTTP with the submission's web app, which runs in the sandbox: no port, no network.

``client`` and ``async_client`` are httpx clients of the app that the fixture ``app`` names, by default the one in the entry
module; ``serve`` makes a client of any app. httpx is imported when a suite that uses one of them is collected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.kits.beside import Beside
    from waymark.kits.web_clients import AsyncClient, Client, ServedApp

ENTRY_APP = object()
"""The app that the entry module defines."""


class Serve:
    """``serve(app)`` gives a client. The same app is served once in a test, however many clients it has."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.apps: dict[int, tuple[object, ServedApp]] = {}

    def __call__(
        self, app: object, *, raise_app_exceptions: bool = False, strict_input: bool = False, **options: Any
    ) -> Client:
        """An ``httpx.Client`` of the app, with ``base_url`` "http://testserver" unless ``options`` say otherwise.

        ``raise_app_exceptions``: what the app raises is raised in the test, in place of an answer with status 500.
        ``strict_input``: reading ``wsgi.input`` past the Content-Length, which hangs on a bare connection, fails the test.
        Fails the test when it is no web app.
        """
        __tracebackhide__ = True
        from waymark.kits.web_clients import Client

        return Client(self.served(app), chosen(raise_app_exceptions, strict_input), **options)

    def asynchronous(
        self, app: object, *, raise_app_exceptions: bool = False, strict_input: bool = False, **options: Any
    ) -> AsyncClient:
        """The same as an ``httpx.AsyncClient``."""
        __tracebackhide__ = True
        from waymark.kits.web_clients import AsyncClient

        return AsyncClient(self.served(app), chosen(raise_app_exceptions, strict_input), **options)

    def served(self, app: object) -> ServedApp:
        __tracebackhide__ = True
        from waymark.kits.web_clients import ServedApp

        known = self.apps.get(id(app))
        if known is None:
            opened = ServedApp.find(self.beside) if app is ENTRY_APP else ServedApp.open(self.beside, app)
            known = self.apps[id(app)] = app, opened
        return known[1]

    def close(self) -> None:
        __tracebackhide__ = True
        for _, served in reversed(self.apps.values()):
            served.close()


def chosen(raise_app_exceptions: bool, strict_input: bool) -> frozenset[str]:
    return frozenset(name for name, wanted in (("raise", raise_app_exceptions), ("strict", strict_input)) if wanted)


@pytest.fixture
def app() -> object:
    """The app that ``client`` and ``async_client`` speak with. A suite that defines this fixture itself chooses another."""
    return ENTRY_APP


@pytest.fixture
def serve(beside: Beside) -> Iterator[Serve]:
    served = Serve(beside)
    yield served
    served.close()


@pytest.fixture
def client(serve: Serve, app: object) -> Client:
    return serve(app)


@pytest.fixture
def async_client(serve: Serve, app: object) -> AsyncClient:
    return serve.asynchronous(app)

"""Fixtures for submissions that are more than functions: web apps, programs, tests, source to look at, growth, time.

A kit is a module here, with pytest fixtures, and in most cases one of the same name in ``waymark_agent.kits``, whose functions
run beside the submission (``beside.py``). The table below is all that the rest of the judge knows of them.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    import pytest


@dataclass(frozen=True, slots=True)
class Kit:
    """What a suite may ask for by naming one of ``fixtures`` as a parameter."""

    module: str
    fixtures: frozenset[str]
    images: tuple[str, ...] = ()
    """Sandbox images that have what the kit needs; empty where any image will do."""
    before_import: bool = False
    """Its half beside the submission has a ``before_import()`` to be called before the submission's modules are imported."""
    imports_submission: bool = True
    """False: in a test that uses the kit nothing of the submission is imported."""
    libraries: tuple[str, ...] = ()
    """What the judge imports for it, once, while a suite that uses it is collected."""
    looks_into_entry: bool = False
    """It looks for something in the submission's entry modules: they are imported although the suite may import nothing."""


KITS: tuple[Kit, ...] = (
    Kit("clock", frozenset({"clock"}), before_import=True),
    Kit("growth", frozenset({"steps", "memory", "assert_growth"}), before_import=True),
    Kit("learner", frozenset({"learner_tests"}), imports_submission=False),
    Kit("programs", frozenset({"cli"}), before_import=True),
    Kit("services", frozenset({"services"})),
    Kit("static", frozenset({"static"}), imports_submission=False),
    Kit(
        "web",
        frozenset({"client", "async_client", "serve"}),
        libraries=("httpx", "waymark.kits.web_clients"),
        looks_into_entry=True,
    ),
)


def fixture_modules() -> list[ModuleType]:
    """For pytest, as plugins. They import nothing heavy: most suites use none of them."""
    names = ["waymark.kits.beside", *(f"waymark.kits.{kit.module}" for kit in KITS)]
    return [importlib.import_module(name) for name in names]


def used_by(item: pytest.Item) -> list[Kit]:
    names = frozenset(getattr(item, "fixturenames", ()))
    return [kit for kit in KITS if names & kit.fixtures]


def prepare(items: Iterable[pytest.Item]) -> None:
    """Import what the kits of these tests need, before a grading is forked."""
    for name in {library for item in items for kit in used_by(item) for library in kit.libraries}:
        if name not in sys.modules:
            importlib.import_module(name)


def look_into_entry(items: Iterable[pytest.Item]) -> bool:
    return any(kit.looks_into_entry for item in items for kit in used_by(item))


def missing_image(items: Iterable[pytest.Item], image: str) -> str | None:
    """Why these tests cannot run in the exercise's image, as a sentence for the author."""
    for item in items:
        for kit in used_by(item):
            if kit.images and image not in kit.images:
                fixture = min(kit.fixtures.intersection(getattr(item, "fixturenames", ())))
                there = " or ".join(f'"{name}"' for name in kit.images)
                return (
                    f'{item.nodeid} uses the fixture "{fixture}", which the image "{image}" has not got what it takes for: '
                    f'set "image" to {there} in exercise.json'
                )
    return None

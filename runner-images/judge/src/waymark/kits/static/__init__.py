"""The fixture ``static``: looks at the submission's source, with the suite's configuration, before any of it runs.

In a test that uses it nothing of the submission is imported. Text and syntax tree are there in every image; ruff, flake8, Black
and mypy are in the image "quality". ``waymark_agent.kits.static`` does the work beside the submission; what it says is
remembered for the grading, so that a second test about the same thing costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.kits.static.asking import Asking, Memory
from waymark.kits.static.looking import Static

if TYPE_CHECKING:
    from waymark.kits.beside import Beside


@pytest.fixture(scope="session")
def _static_memory() -> Memory:
    return {}


@pytest.fixture
def static(beside: Beside, _static_memory: Memory) -> Static:
    """The submission's source: see ``Static``."""
    return Static(Asking(beside, _static_memory))

"""Gradings without containers, for every test: see ``gradings.py``."""

import os
import shutil
from pathlib import Path

import pytest
from gradings import Graded, Orchestrator


@pytest.fixture
def orchestrator(tmp_path):
    orchestrator = Orchestrator(tmp_path)
    yield orchestrator
    orchestrator.end_worker()
    for left in Path("/tmp").glob(f"waymark-test-{os.getpid()}-*"):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture
def grade(orchestrator):
    """``grade(submission, suite)``: texts of solution.py and of test_solution.py, or whole folders by path."""

    def run(submission: str | dict[str, str], suite: str | dict[str, str], **told: object) -> Graded:
        suite = suite if isinstance(suite, dict) else {"test_solution.py": suite}
        submission = submission if isinstance(submission, dict) else {"solution.py": submission}
        return orchestrator.grade(suite, submission, **told)

    return run

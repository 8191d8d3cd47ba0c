"""A suite of pytest tests. Its conftest.py counts, its ini files do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from waymark_agent.kits.learner.child import Say

OPTIONS = ["-q", "--color=no", "-c", "/dev/null", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-o", "addopts="]


class Recorder:
    """Says each test's outcome when its three phases are over. The worst of them is the test's."""

    def __init__(self, say: Say, *, reverse: bool) -> None:
        self.say = say
        self.reverse = reverse
        self.outcomes: dict[str, str] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.reverse:
            items.reverse()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.say("collection", f"{report.nodeid}: {report.longreprtext[-1500:]}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if getattr(report, "context", None) is not None:
            # A subtest: its failure is its test's, as in unittest.
            if report.failed:
                self.outcomes[report.nodeid] = "failed"
            return
        before = self.outcomes.get(report.nodeid)
        outcome = self.outcome(report)
        if outcome is not None and before not in ("failed", "error"):
            self.outcomes[report.nodeid] = outcome
        if report.when == "teardown":
            self.say("test", report.nodeid, self.outcomes.pop(report.nodeid, "error"))

    def outcome(self, report: pytest.TestReport) -> str | None:
        expected = hasattr(report, "wasxfail")
        if report.failed:
            return "failed" if report.when == "call" else "error"
        if report.skipped:
            return "xfailed" if expected else "skipped"
        if report.when == "call":
            return "xpassed" if expected else "passed"
        return None


def run(plan: dict[str, Any], say: Say) -> None:
    import os

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    recorder = Recorder(say, reverse=plan["reverse"])
    pytest.main([*OPTIONS, "--rootdir", os.getcwd(), *plan["arguments"], *plan["paths"]], plugins=[recorder])

"""The pytest plugin of one suite: collects it once, then runs its tests against one submission per grading."""

from __future__ import annotations

import random
import sys
import unittest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from waymark import kits, sourced
from waymark.declared import declare
from waymark.errors import SuiteFault
from waymark.guards import Guard
from waymark.imports import ModuleMirror, Submission
from waymark.patches import Patches
from waymark.probes import Probe
from waymark.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from waymark.grading import Grading
    from waymark.outcomes import Fact


class SuitePlugin:
    """Holds a suite's state from its collection to the end of a grading.

    ``on_collected`` is called when the suite is collected, in place of pytest's own run of the tests. It decides where
    and when ``run`` is called. ``shares_helpers`` lets the submission import the suite's modules that are no tests.
    ``order`` seeds another order of the tests than the collected one.
    """

    def __init__(
        self,
        folder: str,
        submission: Submission,
        on_collected: Callable[[SuitePlugin, pytest.Session], None],
        *,
        shares_helpers: bool = False,
        order: int | None = None,
    ) -> None:
        self.folder = folder
        self.submission = submission
        self.on_collected = on_collected
        self.shares_helpers = shares_helpers
        self.order = order
        self.slots = Slots(submission.standing_for)
        self.patches = Patches(submission.border_or_none)
        self.guard = Guard()
        self.grading: Grading | None = None
        self.errors: list[tuple[str, str]] = []

    def is_suite_module(self, name: str) -> bool:
        module = sys.modules.get(name)
        file = getattr(module, "__file__", None) if not isinstance(module, ModuleMirror) else None
        return isinstance(file, str) and file.startswith(self.folder + "/")

    def helper_source(self, name: str) -> str | None:
        """The source of a module of the suite that is neither a test nor a conftest, when it may be shared."""
        file = Path(self.folder, f"{name}.py")
        if (
            not self.shares_helpers
            or not name.isidentifier()
            or is_test_name(file.name)
            or name == "conftest"
            or not file.is_file()
        ):
            return None
        return file.read_text(encoding="utf-8")

    def pytest_configure(self, config: pytest.Config) -> None:
        # pytest's own rendering of a failure is not used, and would look into every object of the traceback.
        config.option.tbstyle = "native"
        config.addinivalue_line("markers", "points(n): what the test is worth, 1 unless said")
        config.addinivalue_line("markers", "hint(text): what the learner reads when the test fails")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append((report.nodeid, report.longreprtext))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.order is not None:
            random.Random(self.order).shuffle(items)  # noqa: S311  an order, not a secret

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.on_collected(self, session)
        return True

    def cases(self, session: pytest.Session) -> list[Fact]:
        return [declare(item) for item in session.items]

    def prepare(self, session: pytest.Session) -> None:
        """Remember where the submission's names went, once for all gradings."""
        kits.prepare(session.items)
        if kits.look_into_entry(session.items):
            self.submission.want_entry()
        self.slots.scan_modules(self.is_suite_module)
        for item in session.items:
            spec = getattr(item, "callspec", None)
            if spec is not None:
                self.slots.scan_parameters(spec.params)

    def run(self, session: pytest.Session, grading: Grading, first: int = 0) -> None:
        """Run the tests from number ``first`` on; those before it have been run by a process that had to be given up."""
        self.grading = grading
        self.submission.collecting = False
        Probe._wm_bind = lambda: grading.crossing
        for name, module in list(sys.modules.items()):
            if self.is_suite_module(name):
                sourced.offer(vars(module), self.submission.border_or_none)
        items = session.items[first:]
        for place, item in enumerate(items):
            following = items[place + 1] if place + 1 < len(items) else None
            grading.begin(item)
            if grading.stopped:
                return
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            finally:
                grading.end(item)
            if isinstance(grading.outcome.failure, SuiteFault):
                raise grading.outcome.failure

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """A test whose worker could not begin fails here, so that pytest still tears down what the test was the last to use."""
        if self.grading is not None and self.grading.outcome.failure is not None:
            raise self.grading.outcome.failure

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if self.grading is not None and report.failed:
            self.grading.outcome.fail(
                call.excinfo.value if call.excinfo is not None else AssertionError(report.longreprtext)
            )
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A phase of a test, or a subtest of it: that one has a context, and is folded into its test."""
        if self.grading is None:
            return
        context = getattr(report, "context", None)
        if context is None:
            if report.skipped:
                self.grading.outcome.skip(report)
        elif report.failed:
            self.grading.outcome.fail_part(context.msg, context.kwargs)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, object, object]:
        if self.grading is None or fixturedef.scope == "function":
            return (yield)
        with self.grading.shared_phase(fixturedef):
            return (yield)

    def pytest_fixture_post_finalizer(self, fixturedef: Any) -> None:
        if self.grading is not None:
            self.grading.shared_log = [entry for entry in self.grading.shared_log if entry[0] is not fixturedef]

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        if self.grading is not None and op == "==":
            self.grading.outcome.compared = (left, right)


def plugin_of(config: pytest.Config) -> SuitePlugin:
    """The plugin of the suite that a fixture of ours is asked for in."""
    return next(one for one in config.pluginmanager.get_plugins() if isinstance(one, SuitePlugin))


def is_test_name(name: str) -> bool:
    stem = name.removesuffix(".py").lower()
    return stem.startswith("test") or stem.endswith(("_test", "_tests", "-test", "-tests"))


def remember_comparisons() -> None:
    """Let unittest's assertEqual say what it compared: the failure then carries both sides."""
    original = unittest.TestCase.assertEqual

    def assert_equal(self: unittest.TestCase, first: object, second: object, msg: object = None) -> None:
        __tracebackhide__ = True
        try:
            original(self, first, second, msg)
        except AssertionError as error:
            error._wm_compared = (first, second)  # type: ignore[attr-defined]
            raise

    unittest.TestCase.assertEqual = assert_equal  # type: ignore[method-assign]

"""The pytest plugin of one suite: collects it once, then runs its tests against one submission per grading."""

from __future__ import annotations

import inspect
import re
import sys
import unittest
from collections.abc import Callable, Generator
from typing import Any

import pytest

from waymark.crossing import Crossing
from waymark.errors import ImportFailed, SubmissionGone
from waymark.imports import ModuleMirror, Slots, Submission
from waymark.line import Line, Message
from waymark.outcomes import Fact, Outcome
from waymark.probes import Probe
from waymark_wire.plain import Json, Malformed


class SuitePlugin:
    """Holds a suite's state from its collection to the end of a grading.

    ``on_collected`` is called when the suite is collected, in place of pytest's own run of the tests. It decides where
    and when ``run`` is called.
    """

    def __init__(self, folder: str, submission: Submission, on_collected: Callable[[SuitePlugin, pytest.Session], None]) -> None:
        self.folder = folder
        self.submission = submission
        self.on_collected = on_collected
        self.slots = Slots()
        self.grading: Grading | None = None
        self.errors: list[str] = []

    def is_suite_module(self, name: str) -> bool:
        module = sys.modules.get(name)
        file = getattr(module, "__file__", None) if not isinstance(module, ModuleMirror) else None
        return isinstance(file, str) and file.startswith(self.folder + "/")

    def pytest_configure(self, config: pytest.Config) -> None:
        # pytest's own rendering of a failure is not used, and would look into every object of the traceback.
        config.option.tbstyle = "native"
        config.addinivalue_line("markers", "points(n): what the test is worth, 1 unless said")
        config.addinivalue_line("markers", "hint(text): what the learner reads when the test fails")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.on_collected(self, session)
        return True

    def cases(self, session: pytest.Session) -> list[Fact]:
        return [declare(item) for item in session.items]

    def prepare(self, session: pytest.Session) -> None:
        """Remember where the submission's names went, once for all gradings."""
        self.slots.scan_modules(self.is_suite_module)
        for item in session.items:
            spec = getattr(item, "callspec", None)
            if spec is not None:
                self.slots.scan_parameters(spec.params)

    def run(self, session: pytest.Session, grading: Grading) -> None:
        self.grading = grading
        self.submission.collecting = False
        Probe._wm_bind = lambda: grading.crossing
        items = session.items
        for place, item in enumerate(items):
            following = items[place + 1] if place + 1 < len(items) else None
            grading.begin(item)
            if grading.stopped:
                return
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            finally:
                grading.end(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A test whose worker could not begin fails here, so that pytest still tears down what the test was the last to use."""
        if self.grading is not None and self.grading.outcome.failure is not None:
            raise self.grading.outcome.failure

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if self.grading is not None:
            self.grading.report(report, call)
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, object, object]:
        if self.grading is None or fixturedef.scope == "function":
            return (yield)
        with self.grading.shared(fixturedef):
            return (yield)

    def pytest_fixture_post_finalizer(self, fixturedef: Any) -> None:
        if self.grading is not None:
            self.grading.shared_log = [entry for entry in self.grading.shared_log if entry[0] is not fixturedef]

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        if self.grading is not None and op == "==":
            self.grading.outcome.compared = (left, right)


class Grading:
    """One submission's way through the suite."""

    def __init__(self, plugin: SuitePlugin, fd: int, tell: Callable[[dict[str, Json], Fact], None]) -> None:
        self.plugin = plugin
        self.tell = tell
        self.line = Line(fd, self.echo)
        self.crossing = Crossing(self.line, plugin.is_suite_module, plugin.submission.module)
        self.shared_log: list[tuple[object, list[Message]]] = []
        self.outcome = Outcome()
        self.stopped = False
        self.begun = False
        plugin.submission.crossing = self.crossing

    def echo(self, stream: str, text: str) -> None:
        """What the submission printed appears on the suite's own streams, where capsys and redirect_stdout see it."""
        target = sys.stdout if stream == "stdout" else sys.stderr
        target.write(text)

    def begin(self, item: pytest.Item) -> None:
        """A fresh worker, and the suite's variables bound to what it has."""
        self.outcome = Outcome()
        self.tell({"t": "case-begins", "case": item.nodeid}, None)
        self.crossing.test += 1
        try:
            self.start_worker()
        except ImportFailed as failed:
            body: Any = failed.args[0]
            self.tell({"t": "import-failed"}, import_failure(body, self.crossing))
            self.stopped = True
        except (SubmissionGone, Malformed) as error:
            self.outcome.fail(error)

    def start_worker(self) -> None:
        submission = self.plugin.submission
        submission.ready = False
        replay: list[Json] = [dict(message) for _, log in self.shared_log for message in log]  # type: ignore[misc]
        request: Message = {"op": "begin", "modules": submission.wanted, "replay": replay}  # type: ignore[dict-item]
        self.begun = True
        kind, body = self.line.exchange(request, operation="begin")
        while kind == "callback":
            kind, body = self.line.exchange(self.crossing.serve_callback(body, []))
        if kind == "import-failed":
            raise ImportFailed(body)
        if kind != "value":
            raise Malformed("a begin without a description")
        self.crossing.take(body, [])
        submission.learn(body.get("v"), self.crossing)
        submission.ready = True
        self.plugin.slots.bind()

    def end(self, item: pytest.Item) -> None:
        """The test's result goes out, its worker goes away."""
        outcome = self.outcome
        if outcome.failure is not None and outcome.status == "failed":
            outcome.last_call = self.crossing.describe_last_call()
        facts = outcome.facts()
        facts["id"] = item.nodeid
        facts["gone"] = self.line.gone
        if self.begun:
            self.line.finish()
        self.begun = False
        self.plugin.submission.values.clear()
        self.crossing.forget_test()
        self.tell({"t": "case"}, facts)

    def report(self, report: Any, call: pytest.CallInfo[None]) -> None:
        """One phase of a test, or one subtest of it."""
        if report.skipped:
            if self.outcome.status == "passed":
                self.outcome.status = "skipped"
                reason = getattr(report, "wasxfail", None) or (report.longrepr[2] if isinstance(report.longrepr, tuple) else None)
                self.outcome.reason = str(reason) if reason else None
            return
        if call.excinfo is not None and report.failed:
            compared = getattr(call.excinfo.value, "_wm_compared", None)
            if compared is not None and self.outcome.failure is None:
                self.outcome.compared = compared
            elif self.outcome.failure is None and not isinstance(call.excinfo.value, AssertionError):
                self.outcome.compared = None
            self.outcome.fail(call.excinfo.value)
        elif report.failed:
            self.outcome.fail(AssertionError(report.longreprtext))

    def shared(self, fixturedef: object) -> SharedPhase:
        return SharedPhase(self, fixturedef)


class SharedPhase:
    """While a fixture of a wider scope than one test is set up: what it asks for is remembered and kept."""

    def __init__(self, grading: Grading, owner: object) -> None:
        self.grading = grading
        self.owner = owner

    def __enter__(self) -> None:
        grading = self.grading
        self.log: list[Message] = []
        self.outer = grading.line.recorder, grading.crossing.shared_phase
        grading.line.recorder = self.log
        grading.crossing.shared_phase = True

    def __exit__(self, *_: object) -> None:
        grading = self.grading
        grading.line.recorder, grading.crossing.shared_phase = self.outer
        if self.log:
            grading.shared_log.append((self.owner, self.log))
        grading.crossing.keep_shared()


def import_failure(body: Any, crossing: Crossing) -> Fact:
    crossing.take(body, [])
    error = crossing.failure({"x": body.get("x")}, [])
    facts = Outcome(status="error", failure=error).facts()
    facts["module"] = str(body.get("module"))[:200]
    return facts


def declare(item: pytest.Item) -> Fact:
    """Id, title, points and hint of a test. One that the suite itself always skips is worth nothing."""
    points: float = 1
    for marker in item.iter_markers("points"):
        points = marker.args[0] if marker.args else 1
        break
    hint = next((str(marker.args[0]) for marker in item.iter_markers("hint") if marker.args), None)
    return {
        "id": item.nodeid,
        "title": title_of(item),
        "points": 0 if always_skipped(item) else points,  # type: ignore[dict-item]
        "hint": hint,
    }


def title_of(item: pytest.Item) -> str:
    function = getattr(item, "obj", None)
    doc = inspect.getdoc(function) if function is not None else None
    name = getattr(item, "originalname", None) or item.name
    text = doc.strip().splitlines()[0].strip() if doc and doc.strip() else readable(name)
    spec = getattr(item, "callspec", None)
    return f"{text} [{spec.id}]" if spec is not None else text


def readable(name: str) -> str:
    words = re.sub(r"^test_?", "", name, flags=re.IGNORECASE).replace("_", " ").strip() or name
    return words[0].upper() + words[1:]


def always_skipped(item: pytest.Item) -> bool:
    if any(True for _ in item.iter_markers("skip")) or any(True for _ in item.iter_markers("xfail")):
        return True
    if any(marker.args and not isinstance(marker.args[0], str) and bool(marker.args[0]) for marker in item.iter_markers("skipif")):
        return True
    owners = (getattr(item, "obj", None), getattr(item, "cls", None))
    return any(
        getattr(owner, flag, False) is True
        for owner in owners
        for flag in ("__unittest_skip__", "__unittest_expecting_failure__")
    )


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


"""One submission's way through the suite: a worker for each test, what it came to, what shared fixtures keep."""

from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING, Any, Literal

from waymark import kits
from waymark.crossing import Crossing
from waymark.errors import ImportFailed, SubmissionGone, SuiteFault
from waymark.line import Line, Message, Request
from waymark.outcomes import Fact, Outcome
from waymark.shared_process import SharedProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pytest
    from waymark_wire.plain import Json

    from waymark.plugin import SuitePlugin

type ServiceFacts = Mapping[str, str | int]
"""What whoever connects to a service has to know: host, port, user, password, url ..."""

type Services = Mapping[str, Mapping[Literal["judge", "sandbox"], ServiceFacts]]
"""By a service's name: of the suite's own way to it, and of the submission's."""


class Grading:
    """``services`` has the facts of each service of the grading, by its name.

    ``shared_log`` holds what fixtures of a wider scope than a test asked for, to ask it again of a new worker.
    """

    def __init__(
        self,
        plugin: SuitePlugin,
        fd: int,
        tell: Callable[[dict[str, Json], Fact], None],
        services: Services,
    ) -> None:
        self.plugin = plugin
        self.tell = tell
        self.services = services
        self.line = Line(fd, echo)
        self.shared = SharedProcess(tempfile.gettempdir())
        self.crossing = Crossing(self.line, plugin.is_suite_module, plugin.submission.module, self.shared)
        self.line.before_sending = self.shared.mentioned
        self.line.afterwards = self.crossing.notices.issue
        self.shared_log: list[tuple[object, list[Request]]] = []
        self.outcome = Outcome()
        self.helpers: dict[str, str] = {}
        self.stopped = False
        self.loaded = False
        self.requests_before = 0
        self.kept = False
        self.begun = False
        # What a kit has found out in one test and needs in another, by the kit's name.
        self.remembered: dict[str, dict[object, object]] = {}
        plugin.submission.crossing = self.crossing
        plugin.guard.watch(self.shared)

    def begin(self, item: pytest.Item) -> None:
        """A fresh worker, and the suite's variables bound to what it has."""
        self.outcome = Outcome()
        self.tell({"t": "case-begins", "case": item.nodeid}, None)
        try:
            self.start_worker(item)
            self.loaded = True
            self.requests_before = self.line.requests
        except ImportFailed as failed:
            if self.loaded:
                # It could be imported before, so this is about one worker, and costs one test.
                self.outcome.fail(self.import_error(failed)[0])
            else:
                self.tell({"t": "import-failed"}, self.import_failure(failed))
                self.stopped = True
        except SubmissionGone as error:
            self.outcome.fail(error)

    def renew(self, item: pytest.Item) -> None:
        """In the middle of a test: its worker ends, and it goes on with one in a sandbox that has run nothing before."""
        self.line.finish()
        self.begun = False
        self.start_worker(item, operation="fresh")

    def start_worker(self, item: pytest.Item | None = None, operation: str = "begin") -> None:
        """For this test, or for the collection.

        A shared fixture's objects live in a worker: while there are such, the worker of the test before goes on.
        """
        submission, crossing = self.plugin.submission, self.crossing
        submission.ready = False
        if not self.kept:
            crossing.forget_worker()
            self.shared.begin()
            if self.services:
                self.line.order({"service": "*", "what": "reset"})
        used = [] if item is None else kits.used_by(item)
        try:
            body = self.ask_to_begin(used, operation)
        except ImportFailed as failed:
            helper = self.helper_for(failed)
            if helper is None:
                raise
            self.line.finish()
            self.helpers |= helper
            body = self.ask_to_begin(used, operation)
        if not self.kept:
            crossing.relink()
        self.line.believe(lambda: self.learn(body))
        submission.ready = True
        self.plugin.patches.begin()
        self.plugin.slots.bind()

    def learn(self, body: Message) -> None:
        self.crossing.take(body)
        self.plugin.submission.learn(body.get("v"), self.crossing)

    def ask_to_begin(self, used: Sequence[kits.Kit], operation: str = "begin") -> Message:
        request: Request = {"op": "begin", "modules": self.plugin.submission.wanted, "keep": self.kept}
        early = [kit.module for kit in used if kit.before_import]
        if early:
            request["kits"] = early
        self.plugin.submission.imported_here = all(kit.imports_submission for kit in used)
        if not self.plugin.submission.imported_here:
            request["modules"] = {}
            request["apart"] = True
        if self.kept and (early or not self.plugin.submission.imported_here):
            names = ", ".join(sorted(name for kit in used for name in kit.fixtures))
            raise SuiteFault(
                f"a test that uses one of the fixtures {names} needs a worker of its own, and cannot have one while a fixture "
                "of a wider scope holds objects of the submission: give that fixture the scope of a function"
            )
        if not self.kept:
            # What the collection did came before any name was asked for; fixtures came after.
            request["before"] = [
                dict(message) for owner, log in self.shared_log if owner is self.plugin for message in log
            ]
            request["after"] = [
                dict(message) for owner, log in self.shared_log if owner is not self.plugin for message in log
            ]
        if self.helpers:
            request["helpers"] = dict(self.helpers)
        with self.crossing.sending(request):
            self.begun = True
        kind, body = self.line.talk(request, self.crossing, operation=operation)
        if kind == "import-failed":
            raise ImportFailed(body)
        if kind != "value":
            raise self.line.give_up("a beginning without a description")
        return body

    def helper_for(self, failed: ImportFailed) -> dict[str, str] | None:
        """The source of a module that the submission misses and the suite brings: undivided, it would lie beside both."""
        facts = self.import_failure(failed)
        name = facts.get("missing")
        if type(name) is not str or name in self.helpers or len(self.helpers) >= 20:
            return None
        source = self.plugin.helper_source(name)
        return None if source is None else {name: source}

    def import_failure(self, failed: ImportFailed) -> dict[str, Fact]:
        return failure_facts(*self.import_error(failed))

    def import_error(self, failed: ImportFailed) -> tuple[BaseException, str]:
        """What the import raised, and in which module."""
        body: Any = failed.args[0]

        def read() -> tuple[BaseException, str]:
            return self.crossing.failure(
                {"x": body.get("x"), "c": body.get("c", []), "o": body.get("o", ""), "e": body.get("e", "")}
            ), str(body.get("module"))

        try:
            return self.line.believe(read)
        except SubmissionGone as gone:
            return gone, ""

    def end(self, item: pytest.Item) -> None:
        """The test's result goes out, its worker goes away."""
        outcome = self.outcome
        if outcome.failure is not None and outcome.status == "failed":
            outcome.last_call = self.crossing.describe_last_call()
        facts = outcome.facts()
        facts["id"] = item.nodeid
        facts["gone"] = self.line.gone
        # A test that leaves itself out before it has met the submission does so for every submission.
        facts["met"] = self.line.requests > self.requests_before
        self.kept = (
            self.begun and self.line.gone is None and any(owner is not self.plugin for owner, _ in self.shared_log)
        )
        if self.begun:
            self.line.finish(keep=self.kept)
        self.begun = False
        submission = self.plugin.submission
        if not self.kept:
            submission.ready = False
            submission.end_test()
        self.tell({"t": "case"}, facts)

    def report(self, report: Any, call: pytest.CallInfo[None]) -> None:
        """One phase of a test, or one subtest of it."""
        if report.skipped:
            if self.outcome.status == "passed":
                self.outcome.status = "skipped"
                reason = getattr(report, "wasxfail", None) or (
                    report.longrepr[2] if isinstance(report.longrepr, tuple) else None
                )
                self.outcome.reason = str(reason) if reason else None
            return
        if call.excinfo is not None and report.failed:
            self.outcome.fail(call.excinfo.value)
        elif report.failed:
            self.outcome.fail(AssertionError(report.longreprtext))

    def shared_phase(self, owner: object) -> SharedPhase:
        return SharedPhase(self, owner)


class SharedPhase:
    """While a fixture of a wider scope than one test is set up: what it asks for is remembered and kept."""

    def __init__(self, grading: Grading, owner: object) -> None:
        self.grading = grading
        self.owner = owner

    def __enter__(self) -> None:
        grading = self.grading
        self.log: list[Request] = []
        self.outer = grading.line.recorder, grading.crossing.shared_phase
        grading.line.recorder = self.log
        grading.crossing.shared_phase = True
        grading.crossing.begin_phase()

    def __exit__(self, *_: object) -> None:
        grading = self.grading
        grading.line.recorder, grading.crossing.shared_phase = self.outer
        if self.log:
            grading.shared_log.append((self.owner, self.log))
        grading.crossing.end_phase()


def failure_facts(error: BaseException, module: str) -> dict[str, Fact]:
    """A module's failed import as the orchestrator hears of it."""
    facts = Outcome(status="error", failure=error).facts()
    facts["module"] = module[:200]
    if isinstance(error, ModuleNotFoundError) and isinstance(error.name, str):
        facts["missing"] = error.name[:200]
    return facts


def echo(stream: str, text: str) -> None:
    """What the submission printed appears on the suite's own streams, where capsys and redirect_stdout see it."""
    target = sys.stdout if stream == "stdout" else sys.stderr
    target.write(text)

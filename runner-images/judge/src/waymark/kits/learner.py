"""``learner_tests``: the submission is a test suite; it is run against implementations that only the judge has.

A suite is worth something when it passes on every correct implementation and fails on a broken one. Each run has one of
them, in a sandbox that has run nothing before, and differs from another run in nothing but what the implementation does: same
names, no source, no order that could be counted. So whatever a suite does to its own results, it does on the correct
implementation too: one that forges, rewrites outcomes or fails always is not correct there and catches nothing, one that
ends early or passes always catches nothing either. ``waymark_agent.kits.learner`` has the other half of this.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from waymark.errors import SuiteFault
from waymark.kits.learner_implementations import Implementations, read_implementations
from waymark.kits.learner_run import Ended, SuiteRun, listed, read_run
from waymark.library import SANDBOX_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark.kits.beside import Beside


class LearnerTests:
    """The learner's suite, to be run against what lies in ``implementations/`` of the hidden suite."""

    def __init__(self, beside: Beside, implementations: Implementations) -> None:
        self.beside = beside
        self.implementations = implementations
        self.has_run = False

    def run(
        self,
        implementation: str = "correct",
        *,
        framework: str | None = None,
        paths: Sequence[str] | None = None,
        arguments: Sequence[str] = (),
        reverse: bool = False,
        busy_ports: Sequence[int] = (),
    ) -> SuiteRun:
        """Run the suite once against an implementation, by the name of its folder.

        ``framework`` (``pytest``, ``unittest``, ``behave``) and ``paths`` are those of ``implementations.json`` unless said.
        ``arguments`` go to pytest's or behave's command line, ``reverse`` runs the tests from the last to the first, and
        ``busy_ports`` are TCP ports that somebody else listens on. A run that was made in this grading is not made again.
        A suite that does not come to an end costs the test that waits for it, as any other limit does.
        """
        __tracebackhide__ = True
        chosen = self.implementations
        plan: dict[str, object] = {
            "framework": chosen.checked_framework(framework),
            "paths": list(chosen.paths if paths is None else paths),
            "arguments": list(arguments),
            "reverse": reverse,
            "busyPorts": list(busy_ports),
        }
        known = self.beside.remembered("learner")
        key = (
            implementation,
            json.dumps([plan[name] for name in ("framework", "paths", "arguments", "reverse", "busyPorts")]),
        )
        if key not in known:
            # Forgotten only when the run comes back: one that takes the whole test's time would take the next test's too.
            known[key] = Ended("did not come to an end")
            known[key] = self.fresh_run(plan | chosen.delivery(implementation))
        found = known[key]
        if isinstance(found, SuiteRun):
            return found
        raise AssertionError(
            f"your tests {found} when they ran {chosen.described(implementation)}; another test has shown how it ended"
        )

    def fresh_run(self, plan: dict[str, object]) -> SuiteRun:
        __tracebackhide__ = True
        self.beside.renew()
        self.has_run = True
        try:
            answer = self.beside.call("learner", "run", plan)
        except Exception as error:
            raise AssertionError(f"your tests could not be run: {type(error).__name__}: {str(error)[:300]}") from None
        finally:
            # It is no call that the hidden suite has written, so no failure should speak of it.
            self.beside.crossing.last_call = None
        run = read_run(answer)
        if isinstance(run, str):
            raise SuiteFault(
                f'the exercise runs the learner\'s tests with {run}, which its image has not got: set "image" to "quality"'
            )
        return run

    def source(self, path: str) -> str:
        """The text of a file of the submission; an assertion fails for one that is not there or no UTF-8."""
        __tracebackhide__ = True
        if self.has_run:
            # The suite may have written other files in place of its own.
            self.beside.renew()
            self.has_run = False
        crossing = self.beside.crossing
        try:
            return Path(SANDBOX_FOLDER, path).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise AssertionError(f"{path} cannot be read: {type(error).__name__}") from None
        finally:
            crossing.last_call = None

    def passes(self, implementation: str = "correct", **options: object) -> SuiteRun:
        """Assert that the suite is green on a correct implementation: tests ran to the end, at least one passed, none failed."""
        __tracebackhide__ = True
        run = self.run(implementation, **options)  # type: ignore[arg-type]
        why = run.why_not_ok()
        if why is not None:
            raise AssertionError(
                f"your tests have to pass with {self.implementations.described(implementation)}, but {why}"
            )
        return run

    def catches(self, bug: str, *, tag: str | None = None, **options: object) -> SuiteRun:
        """Assert that the suite is green on every correct implementation and red on this broken one.

        Red: the run came to its end, and a test that passed on ``correct`` failed or raised. With ``tag``, such a test (a
        scenario) that has the tag. An error outside of a test, a crash or a time-out is no catch.
        """
        __tracebackhide__ = True
        said = self.implementations.bug(bug)
        for correct in self.implementations.correct:
            why = self.run(correct, **options).why_not_ok()  # type: ignore[arg-type]
            if why is not None:
                raise AssertionError(
                    "a test that fails on a correct implementation proves nothing about a broken one: with "
                    f"{self.implementations.described(correct)} {why}"
                )
        before = self.run(self.implementations.correct[0], **options)  # type: ignore[arg-type]
        run = self.run(bug, **options)  # type: ignore[arg-type]
        if run.looked:
            raise AssertionError(run.looked_sentence())
        if not run.ended:
            raise AssertionError(
                f"your tests did not come to their end where {said}; only a test that fails catches a bug"
            )
        caught = [name for name in run.red if name in before.passed]
        if not caught and run.red:
            raise AssertionError(
                f"where {said}, what failed are no tests that pass on a correct implementation: {listed(run.red)}"
            )
        if not caught and run.collection:
            raise AssertionError(
                f"where {said}, your tests could not be collected; only a test that fails catches a bug"
            )
        if not caught:
            raise AssertionError(f"your tests pass although {said}: no test of yours notices")
        if tag is not None and not any(tag in run.tags.get(name, ()) for name in caught):
            raise AssertionError(
                f"where {said}, a scenario with the tag @{tag} has to fail, but only these did: {listed(caught)}"
            )
        return run


@pytest.fixture
def learner_tests(beside: Beside) -> LearnerTests:
    """The learner's test suite: ``learner_tests.passes("correct")``, ``learner_tests.catches("rounds-down")``."""
    return LearnerTests(beside, read_implementations(beside.plugin.folder))

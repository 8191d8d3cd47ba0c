"""A suite of unittest's test cases, found by file name, run in unittest's order."""

from __future__ import annotations

import os
import sys
import unittest
from typing import TYPE_CHECKING, Any, override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark_agent.kits.learner.child import Say


class Recorder(unittest.TextTestResult):
    """Says each test's outcome when it stops; what fails outside of a test is the collection's."""

    say: Say

    @override
    def startTest(self, test: unittest.TestCase) -> None:
        self.outcome = "error"
        super().startTest(test)

    @override
    def addSuccess(self, test: unittest.TestCase) -> None:
        self.outcome = "passed"
        super().addSuccess(test)

    @override
    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        self.outcome = "failed"
        super().addFailure(test, err)

    @override
    def addError(self, test: unittest.TestCase, err: Any) -> None:
        self.outcome = "error"
        super().addError(test, err)
        if is_stand_in(test):
            self.say("collection", f"{test.id()}: {self.errors[-1][1][-1500:]}")

    @override
    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        if err is not None:
            kind: type[BaseException] = err[0]
            self.outcome = "failed" if issubclass(kind, test.failureException) else "error"
        super().addSubTest(test, subtest, err)

    @override
    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self.outcome = "skipped"
        super().addSkip(test, reason)

    @override
    def addExpectedFailure(self, test: unittest.TestCase, err: Any) -> None:
        self.outcome = "xfailed"
        super().addExpectedFailure(test, err)

    @override
    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        self.outcome = "xpassed"
        super().addUnexpectedSuccess(test)

    @override
    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        if not is_stand_in(test):
            self.say("test", test.id(), self.outcome)


def is_stand_in(test: object) -> bool:
    """unittest's own test for a module that cannot be imported, or its name for the set-up of a class or a module."""
    return type(test).__name__ in ("_FailedTest", "_ErrorHolder")


def run(plan: dict[str, Any], say: Say) -> None:
    Recorder.say = staticmethod(say)
    loader = unittest.TestLoader()
    if plan["paths"]:
        suite = loader.loadTestsFromNames([path.removesuffix(".py").replace("/", ".") for path in plan["paths"]])
    else:
        suite = loader.discover(os.getcwd())
    for text in loader.errors:
        say("collection", str(text)[-1500:])
    if plan["reverse"]:
        suite = unittest.TestSuite(list(tests_of(suite))[::-1])
    unittest.TextTestRunner(stream=sys.stdout, resultclass=Recorder).run(suite)  # type: ignore[arg-type]


def tests_of(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test

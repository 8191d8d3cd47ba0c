"""What came of one run of a learner's suite. The suite's own process said it: read with care, believed only as far as it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OUTCOMES = ("passed", "failed", "error", "skipped", "xfailed", "xpassed", "undefined")
SHOWN = 5
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Ended(str):
    """How a run ended that gave no result."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class SuiteRun:
    """Ids of tests by outcome, each test once. A test is what its framework counts: a scenario, in Behave's case."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """Raised something else than a failed assertion where the framework tells it apart, or failed in set-up or tear-down."""
    skipped: tuple[str, ...] = ()
    expected_failures: tuple[str, ...] = ()
    """Marked as expected to fail, and did or did not."""
    undefined: tuple[str, ...] = ()
    """Behave: scenarios with a step that is not defined."""
    collection: tuple[str, ...] = ()
    """What went wrong outside of any test: a module that cannot be imported, a set-up of a whole class or run that failed."""
    ended: bool = False
    """The framework came to its end and said so. False after ``os._exit``, a crash, or more output than is read."""
    looked: str = ""
    """How the suite looked into the implementation instead of testing it; empty when it did not."""
    left_running: int = 0
    """Processes of implementations that are programs, which the suite started and did not stop."""
    started: tuple[tuple[str, ...], ...] = ()
    """The command lines with which it started such programs, in order, from the program's name on."""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Behave: the tags of each scenario, those of its feature and examples included, without the @."""

    @property
    def red(self) -> tuple[str, ...]:
        return (*self.failed, *self.errors)

    @property
    def ok(self) -> bool:
        """Green: it came to its end, at least one test passed, nothing failed, and it did not look into the implementation."""
        return self.why_not_ok() is None

    @property
    def count(self) -> int:
        return sum(map(len, (self.passed, self.red, self.skipped, self.expected_failures, self.undefined)))

    def why_not_ok(self) -> str | None:
        """As the second half of a sentence."""
        if self.looked:
            return self.looked_sentence()
        if self.collection:
            return f"something went wrong outside of the tests: {self.collection[0]}"
        if not self.ended:
            return "they did not come to their end: the process that ran them was ended before"
        if self.red:
            return f"{counted(len(self.red), 'test fails', 'tests fail')}: {listed(self.red)}"
        if self.undefined:
            return f"steps are undefined or pending in {listed(self.undefined)}"
        if not self.count:
            return "no test was found"
        if not self.passed:
            return "no test passed: tests that are skipped or expected to fail do not count"
        return None

    def looked_sentence(self) -> str:
        return f"your tests looked into the implementation ({self.looked}); such a run counts for nothing: test what it does"

    def __repr__(self) -> str:
        return f"<SuiteRun: {self}>"

    def __str__(self) -> str:
        parts = {"passed": self.passed, "failed": self.failed, "errors": self.errors, "skipped": self.skipped}
        parts |= {"expected to fail": self.expected_failures, "undefined": self.undefined}
        return ", ".join(f"{len(names)} {word}" for word, names in parts.items() if names) or "no tests"


def read_run(answer: object) -> SuiteRun | str:
    """The run, or the name of the framework that the sandbox lacks. Whatever else the answer is, it is a run that did not end."""
    match answer:
        case {"missing": str(framework)}:
            return framework
        case {"said": [*said], "looked": str(looked), "left": int(left), "started": [*started]}:
            pass
        case _:
            return SuiteRun()
    outcomes: dict[str, str] = {}
    tags: dict[str, tuple[str, ...]] = {}
    collection: list[str] = []
    ended = False
    for record in said:
        if not isinstance(record, list) or not all(isinstance(part, str) for part in record):
            continue
        match record:
            case ["test", name, outcome, *marks] if outcome in OUTCOMES:
                outcomes[clean(name, 300)] = outcome
                tags[clean(name, 300)] = tuple(clean(mark, 100) for mark in marks)
            case ["collection", text]:
                collection.append(clean(text, 1500))
            case ["end"]:
                ended = True

    def those(*wanted: str) -> tuple[str, ...]:
        return tuple(name for name, outcome in outcomes.items() if outcome in wanted)

    return SuiteRun(
        passed=those("passed"),
        failed=those("failed"),
        errors=those("error"),
        skipped=those("skipped"),
        expected_failures=those("xfailed", "xpassed"),
        undefined=those("undefined"),
        collection=tuple(collection),
        ended=ended,
        looked=clean(looked, 200),
        left_running=left,
        started=tuple(tuple(clean(str(text), 200) for text in line) for line in started if isinstance(line, list)),
        tags=tags,
    )


def listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more"


def counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def clean(text: str, limit: int) -> str:
    return _CONTROL.sub(" ", text)[:limit]

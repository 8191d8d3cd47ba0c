"""What one test came to, as data for the orchestrator: outcome, explanation, comparison, the learner's own error."""

from __future__ import annotations

import difflib
import pprint
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

type Fact = bool | int | str | list[Fact] | dict[str, Fact] | None

MAX_TEXT = 8 * 1024
MAX_SIDE = 4 * 1024
MAX_DIFF_LINES = 400

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


@dataclass(slots=True)
class Outcome:
    """Collected while a test runs; the first failure is the one that counts."""

    status: str = "passed"
    failure: BaseException | None = None
    reason: str | None = None
    compared: tuple[object, object] | None = None
    last_call: str | None = None
    failed_parts: list[str] = field(default_factory=list)

    def fail(self, error: BaseException) -> None:
        if self.failure is not None:
            return
        self.failure = error
        self.status = "failed" if isinstance(error, AssertionError) or _is_pytest_failure(error) else "error"
        compared = getattr(error, "__dict__", {}).get("_wm_compared")
        if compared is not None:
            self.compared = compared
        elif not isinstance(error, AssertionError):
            self.compared = None

    def fail_part(self, message: object, parameters: Mapping[str, str]) -> None:
        """A subtest has failed: which one, as its author would say it. ``parameters`` are shown already."""
        said = [f"[{message}]"] if isinstance(message, str) else []
        said += [f"({', '.join(f'{name}={value}' for name, value in parameters.items())})"] if parameters else []
        self.failed_parts.append(" ".join(said) or "(<subtest>)")

    def skip(self, report: Any) -> None:
        if self.status == "passed":
            self.status = "skipped"
            reason = getattr(report, "wasxfail", None) or (
                report.longrepr[2] if isinstance(report.longrepr, tuple) else None
            )
            self.reason = str(reason) if reason else None

    def facts(self) -> dict[str, Fact]:
        """The test as data. Text is cut and free of memory addresses, so that it repeats."""
        made: dict[str, Fact] = {"status": self.status}
        if self.reason is not None:
            made["reason"] = clean(self.reason, 1024)
        error = self.failure
        if error is None:
            return made
        text = clean(message_of(error), MAX_TEXT)
        made["type"] = type(error).__name__
        made["text"] = text
        if self.last_call is not None:
            made["call"] = clean(self.last_call, 512)
        if self.failed_parts:
            made["parts"] = [clean(part, 512) for part in self.failed_parts[:20]]
        if self.compared is not None and self.status == "failed":
            made["comparison"] = compare(*self.compared)
        frames = learner_frames(error)
        if frames or (self.status == "error" and "_wm_handle" in getattr(error, "__dict__", {})):
            made["frames"] = [[file, line, function, source] for file, line, function, source in frames]
        return made


def _is_pytest_failure(error: BaseException) -> bool:
    """pytest.fail and an unmet pytest.raises; they are no AssertionError."""
    return isinstance(error, pytest.fail.Exception)


def message_of(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as second:
        return f"<no text: {type(second).__name__}>"


def learner_frames(error: BaseException) -> list[tuple[str, int, str, str]]:
    """The submission's frames of the error, or of the first in its chain that has some."""
    seen: BaseException | None = error
    for _ in range(5):
        if seen is None:
            break
        found = frames_of(seen)
        if found:
            return found
        seen = seen.__cause__ or seen.__context__
    return []


def frames_of(error: BaseException) -> list[tuple[str, int, str, str]]:
    """The learner's own frames of an exception that came from the submission; empty for one of the judge's."""
    found = getattr(error, "__dict__", {}).get("_wm_frames")
    return found if type(found) is list else []


def compare(actual: object, expected: object) -> dict[str, Fact]:
    left, right = shown(actual), shown(expected)
    made: dict[str, Fact] = {"actual": clean(left, MAX_SIDE), "expected": clean(right, MAX_SIDE)}
    left_lines, right_lines = lines_of(actual, left), lines_of(expected, right)
    if 1 < max(len(left_lines), len(right_lines)) <= MAX_DIFF_LINES:
        diff = difflib.unified_diff(right_lines, left_lines, "expected", "actual", lineterm="")
        made["diff"] = clean("\n".join(diff), MAX_TEXT)
    return made


def shown(value: object) -> str:
    try:
        return repr(value)
    except BaseException as error:
        return f"<{type(value).__name__} object, its repr raised {type(error).__name__}>"


def lines_of(value: object, text: str) -> list[str]:
    """Lines to diff: a text's own lines, a large structure's pretty-printed ones."""
    if type(value) is str and "\n" in value:
        return value.splitlines()
    if type(value) in (list, tuple, dict, set) and 100 < len(text) < 40_000:
        try:
            return pprint.pformat(value, width=80, sort_dicts=False).splitlines()
        except BaseException:
            # An object of the submission in it has been shown before, and has changed its mind.
            return [text]
    return [text]


def clean(text: str, limit: int) -> str:
    text = _ADDRESS.sub("0x...", text)
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text) - limit} characters cut)"

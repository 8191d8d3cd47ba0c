"""What a tool found, as a list that can say itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 10


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """``str()`` gives ``solution.py:12:5 F401 'os' imported but unused``. Line and column count from 1."""

    path: str
    line: int
    column: int
    code: str
    """The tool's: ``E501``, ``arg-type``; ``format`` and ``invalid`` for Black, ``complexity`` for a function."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.code} {self.message}"

    __repr__ = __str__


class Findings(Sequence[Finding]):
    """Findings in the order of path, line and column. Empty, and so false, when there are none.

    ``total`` is how many there are; the list itself ends at a thousand. ``revealed`` is what ``reveal_type`` said to mypy:
    ``message`` is the type. ``suppressed`` are comments without effect here that were meant to hide findings.
    """

    def __init__(
        self,
        tool: str,
        found: Iterable[Finding],
        *,
        total: int | None = None,
        revealed: Iterable[Finding] = (),
        suppressed: Iterable[Finding] = (),
    ) -> None:
        self.tool = tool
        self.found = tuple(found)
        self.total = len(self.found) if total is None else total
        self.revealed = tuple(revealed)
        self.suppressed = tuple(suppressed)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def __eq__(self, other: object) -> bool:
        return list(self.found) == list(other) if isinstance(other, Findings | list | tuple) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @property
    def codes(self) -> list[str]:
        """Each code once, sorted."""
        return sorted({finding.code for finding in self.found})

    def within(self, *paths: str) -> Findings:
        """Only those in these files."""
        return Findings(
            self.tool,
            [finding for finding in self.found if finding.path in paths],
            revealed=[finding for finding in self.revealed if finding.path in paths],
            suppressed=[comment for comment in self.suppressed if comment.path in paths],
        )

    def having(self, *codes: str) -> Findings:
        """Only those whose code begins with one of these: ``having("E", "F401")``."""
        return Findings(
            self.tool,
            [finding for finding in self.found if finding.code.startswith(codes)],
            revealed=self.revealed,
            suppressed=self.suppressed,
        )

    def assert_clean(self, at_most: int = 0) -> None:
        """Fails the test when there are more than ``at_most``; the message lists the first ten."""
        __tracebackhide__ = True
        if self.total > at_most:
            allowed = "and none is allowed" if at_most == 0 else f"and at most {at_most} are allowed"
            raise AssertionError(f"{self.tool} has {_counted(self.total)}, {allowed}:\n{self}")

    def __str__(self) -> str:
        lines = [f"  {finding}" for finding in self.found[:SHOWN]]
        if self.total > SHOWN:
            lines.append(f"  ... and {self.total - SHOWN} more")
        if self.found and self.suppressed:
            first = self.suppressed[0]
            lines.append(f'  (comments such as "{first.message}" in {first.path}:{first.line} have no effect here)')
        return "\n".join(lines) or "  nothing"

    def __repr__(self) -> str:
        return f"<{self.tool}: {_counted(self.total)}>\n{self}" if self.found else f"<{self.tool}: nothing>"


def _counted(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"

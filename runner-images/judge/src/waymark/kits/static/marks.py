"""A module of the suite that mypy judges, with marks that say which lines it must reject and what it must infer.

Two lines of such a module: ``store.add(Invoice(1))  # E: arg-type`` and ``reveal_type(store.get(1))  # R: Customer | None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waymark.kits.static.findings import Findings

_MARK = re.compile(r"\s*# (E|R)(?:: *(.*?))?\s*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """``source`` has the marks taken out: what is expected stays in the judge. Lines count from 1."""

    source: str
    rejected: dict[int, tuple[str, ...]]
    """Per line the codes, one of which must come; none when any will do."""
    revealed: dict[int, str]


def read_marks(source: str) -> Marked:
    lines: list[str] = []
    rejected: dict[int, tuple[str, ...]] = {}
    revealed: dict[int, str] = {}
    for number, line in enumerate(source.split("\n"), 1):
        mark = _MARK.search(line)
        lines.append(line if mark is None else line[: mark.start()])
        if mark is None:
            continue
        if mark[1] == "E":
            rejected[number] = tuple(code.strip() for code in (mark[2] or "").split(",") if code.strip())
        else:
            revealed[number] = mark[2] or ""
    return Marked("\n".join(lines), rejected, revealed)


def differences(marked: Marked, found: Findings, name: str) -> list[str]:
    """A sentence for each line that mypy judges otherwise than its mark says."""
    errors = {finding.line: finding for finding in reversed(found) if finding.path == name}
    types = {finding.line: finding.message for finding in found.revealed if finding.path == name}
    lines = marked.source.split("\n")
    told: list[str] = []
    for line in sorted({*errors, *marked.rejected, *marked.revealed}):
        place = f"line {line}: `{lines[line - 1].strip() if line <= len(lines) else ''}`"
        error, codes = errors.get(line), marked.rejected.get(line)
        if codes is not None:
            got = {finding.code for finding in found if (finding.path, finding.line) == (name, line)}
            if error is None:
                told.append(f"{place} must be rejected, and mypy accepts it")
            elif codes and not got & {*codes}:
                told.append(
                    f"{place} must be rejected with {' or '.join(codes)}; mypy says {error.code}: {error.message}"
                )
        elif error is not None:
            told.append(f"{place} must be accepted; mypy says {error.code}: {error.message}")
        elif types.get(line) != marked.revealed[line]:
            told.append(f"{place} must be of type {marked.revealed[line]}, and is {types.get(line, 'not reached')}")
    return told

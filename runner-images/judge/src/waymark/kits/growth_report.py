"""What a learner reads when counts grow too much, or cannot be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.kits.growth_rule import allowed_ratio
from waymark.outcomes import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark.kits.growth_rule import Decision, Points

UNITS = {"memory": "bytes", "work": "steps (instructions, comparisons and items reached)", "accesses": "items reached"}

UNBELIEVED = {
    "process": "it started another process while it was measured. What runs there cannot be counted: do all of it here.",
    "interpreter": "it looked into the interpreter (gc, ctypes, frames of other threads, sys.monitoring) while it was measured. "
    "Leave that out.",
    "counter": "something interfered with the counting itself. Leave sys.monitoring, sys.settrace, tracemalloc and the grader's "
    "own modules alone.",
    "threads": "it left a thread running. What that does later cannot be counted: wait for every thread before you return.",
}


def unbelieved(name: str, why: str, n: int | None) -> str:
    where = "" if n is None else f" (n = {n})"
    return f"{name} cannot be measured{where}: {UNBELIEVED[why]}"


def too_much(name: str, points: Points, decision: Decision, at_most: str, what: str) -> str:
    like = f" like {decision.nearest}" if decision.nearest else f" faster than {at_most}"
    reason = f"{name} grows{like}, at most {at_most} is asked for. Counted: {UNITS.get(what, what)}."
    return f"{reason}\n\n{table(points, at_most)}\n\n{advice(what)}"


def stopped(name: str, points: Points, at_most: str, what: str, limit: int) -> str:
    """The call for the last point was ended when it had grown too much already."""
    reason = f"{name} grows faster than {at_most}, which is asked for"
    where = f"for n = {points[-1][0]:,} it was stopped at {limit:,} {UNITS.get(what, what)}"
    return f"{reason}: {where}.\n\n{table(points, at_most, more='+')}\n\n{advice(what)}"


def took_more(name: str, n: int | None, what: str, limit: int) -> str:
    """The call was ended at ``limit``, and nothing is known of its growth."""
    size = "" if n is None else f" for n = {n:,}"
    return f"{name} took more than {limit:,} {UNITS.get(what, what)}{size}, and was stopped. Does it end at all? {advice(what)}"


def table(points: Points, at_most: str, more: str = "") -> str:
    """Each size with its count, and by what factor that grew and may grow. ``more`` marks a last count that is cut off."""
    rows: list[Sequence[str]] = [("n", "count", "grew by", "allowed")]
    for place, (n, count) in enumerate(points):
        if place == 0:
            rows.append((f"{n:,}", f"{count:,}", "", ""))
            continue
        smaller, before = points[place - 1]
        cut = more if place == len(points) - 1 else ""
        ratio = f"x {count / max(before, 1):.2f}{cut}"
        rows.append((f"{n:,}", f"{count:,}{cut}", ratio, f"x {allowed_ratio(at_most, smaller, n):.2f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def advice(what: str) -> str:
    if what == "memory":
        return "What do you keep at once that you need only one after the other?"
    return (
        "Look for work that is done again for each item: a loop in a loop,\n"
        "or `in`, a slice, `insert` or `sorted` inside one."
    )


def wrong_answer(name: str, n: int, actual: object, expected: object) -> str:
    return (
        f"{name} gave a wrong answer while it was measured, for n = {n}: {short(actual)} instead of {short(expected)}. "
        "A count is worth something only where the answer is right."
    )


def short(value: object) -> str:
    text = shown(value)
    return text if len(text) <= 200 else text[:197] + "..."

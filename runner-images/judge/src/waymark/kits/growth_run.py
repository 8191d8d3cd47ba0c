"""One measurement: asked for in the sandbox, read as a claim, and turned into rows or into the test's failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from waymark.kits.growth_inputs import name_of, target
from waymark.kits.growth_report import stopped, too_much, took_more, unbelieved
from waymark.kits.growth_rule import allowed_ratio, decide

if TYPE_CHECKING:
    from waymark.kits.beside import Beside
    from waymark.kits.growth_inputs import Series

BUDGET = 2_000_000
"""What one call may count unless the suite says otherwise: about two tenths of a second."""

FLOOR = 20_000
"""No call is stopped below that for growing too fast."""

EARLY_END = 4
"""A call is stopped when it counts more than this times what the bound and the first call allow."""

SLACK = {"instructions": 8, "comparisons": 1, "accesses": 1, "work": 8, "memory": 4096}
"""So much more is never growth: another branch taken, a block of memory rounded up."""

COLUMNS = {"instructions": [1], "comparisons": [2], "accesses": [3], "work": [1, 2, 3]}


@dataclass(frozen=True, slots=True)
class Options:
    keywords: dict[str, object]
    consume: bool = False
    results: bool = False
    budget: int = BUDGET
    at_most: str | None = None
    what: str = "instructions"


def run(
    beside: Beside, function: object, planned: Series, options: Options, name: str | None = None
) -> tuple[list[list[int]], list[object]]:
    """Have the calls made and counted. Fails the test where a call was stopped, or its count is not to be believed."""
    __tracebackhide__ = True
    name = name or name_of(function)
    bound, sizes = options.at_most, planned.sizes
    told: dict[str, object] = {
        "keywords": options.keywords,
        "consume": options.consume,
        "results": options.results,
        "memory": options.what == "memory",
        "budget": options.budget,
        "watched": COLUMNS.get(options.what, []),
        "growth": [EARLY_END * min(allowed_ratio(bound, sizes[0], n), 1e9) for n in sizes[1:]] if bound else [],
        "floor": FLOOR,
    }
    crossing = beside.crossing
    answer = beside.call("growth", "measure", target(function), list(sizes), planned.arguments, planned.builder, told)
    # What a report shows as the last call is the suite's, and this one is ours.
    crossing.last_call = None
    rows, why, limits, results = believed(answer, planned, options, name)
    if why == "budget":
        report_stop(rows, limits, options, name)
    if why is not None:
        fail(unbelieved(name, why, rows[-1][0] if len(sizes) > 1 else None))
    return rows, results


def report_stop(rows: list[list[int]], limits: list[int], options: Options, name: str) -> NoReturn:
    """Say which of the counts was at its limit, and what that means."""
    __tracebackhide__ = True
    column = next((column for column in (1, 2, 3) if rows[-1][column] >= limits[column - 1]), 1)
    kind, limit = ("instructions", "comparisons", "accesses")[column - 1], limits[column - 1]
    points = [(row[0], row[column]) for row in rows]
    bound, before = options.at_most, points[:-1]
    if bound is None or column not in COLUMNS.get(options.what, []) or not before:
        fail(took_more(name, points[-1][0] if bound else None, kind, limit))
    if len(before) > 2:
        decision = decide(before, bound, SLACK[kind])
        if not decision.allowed:
            fail(too_much(name, before, decision, bound, kind))
    if limit > before[0][1] * allowed_ratio(bound, before[0][0], points[-1][0]):
        fail(stopped(name, points, bound, kind, limit))
    fail(took_more(name, points[-1][0], kind, limit))


def believed(
    answer: Any, planned: Series, options: Options, name: str
) -> tuple[list[list[int]], str | None, list[int], list[object]]:
    """The answer's parts, if they have the shape that only an answer of ours has; else the test fails."""
    __tracebackhide__ = True
    width = 2 if options.what == "memory" else 4
    match answer:
        case {
            "rows": [*rows],
            "why": None | "budget" | "process" | "interpreter" | "counter" | "threads" as why,
            "limits": limits,
            "results": [*results],
        }:
            good = 0 < len(rows) <= len(planned.sizes) and all(
                type(row) is list
                and len(row) == width
                and all(type(part) is int and 0 <= part < 1 << 62 for part in row)
                and row[0] == n
                for row, n in zip(rows, planned.sizes, strict=False)
            )
            whole = len(rows) == len(planned.sizes) and len(results) == (len(rows) if options.results else 0)
            counts = type(limits) is list and len(limits) == 3 and all(type(part) is int for part in limits)
            if good and (whole if why is None else counts or why != "budget"):
                return rows, why, limits if counts else [], results
    raise AssertionError(unbelieved(name, "counter", None))


def points_of(rows: list[list[int]], what: str) -> list[tuple[int, int]]:
    columns = COLUMNS.get(what, [1])
    return [(row[0], sum(row[column] for column in columns)) for row in rows]


def fail(message: str) -> NoReturn:
    __tracebackhide__ = True
    raise AssertionError(message)

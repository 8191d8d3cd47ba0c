"""Growth in n, graded by counting and never by seconds: the same verdict on a slow laptop and a busy CI machine.

The sandbox counts bytecode instructions of the submission's code, and what is done with counted inputs; here is decided
whether the counts grow as asked. Everything that comes from there is a claim, believed to be whole numbers at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

from waymark.errors import SuiteFault
from waymark.kits.growth_inputs import WHATS, Counted, Series, arguments, name_of, series, target
from waymark.kits.growth_report import stopped, too_much, took_more, unbelieved, wrong_answer
from waymark.kits.growth_rule import allowed_ratio, decide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from waymark.kits.beside import Beside
    from waymark.kits.growth_inputs import Inputs

BUDGET = 2_000_000
"""What one call may count unless the suite says otherwise: about two tenths of a second."""

FLOOR = 20_000
"""No call is stopped below that for growing too fast."""

EARLY_END = 4
"""A call is stopped when it counts more than this times what the bound and the first call allow."""

SLACK = {"instructions": 8, "comparisons": 1, "accesses": 1, "work": 8, "memory": 4096}
"""So much more is never growth: another branch taken, a block of memory rounded up."""

COLUMNS = {"instructions": [1], "comparisons": [2], "accesses": [3], "work": [1, 2, 3]}


class Measurement(NamedTuple):
    """What one call took."""

    n: int
    instructions: int
    """Bytecode instructions of the submission's code; of the library's none."""
    comparisons: int
    """How often items of counted inputs were compared or hashed."""
    accesses: int
    """How many items of counted lists were read, written, looked at or moved."""

    @property
    def work(self) -> int:
        """All three together."""
        return self.instructions + self.comparisons + self.accesses


@dataclass(frozen=True, slots=True)
class Options:
    keywords: dict[str, object]
    consume: bool = False
    results: bool = False
    budget: int = BUDGET
    at_most: str | None = None
    what: str = "instructions"


class Steps:
    """The fixture ``steps``. ``function`` is a function, method or class of the submission, its dotted name, or a probe."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside

    def count(self, function: object, /, *args: object, at_most: int | None = None, **keywords: object) -> int:
        """How many bytecode instructions of the submission one call executes.

        ``at_most``: the call is stopped and the test fails when it takes more; else at two million.
        """
        __tracebackhide__ = True
        return self.one(function, args, keywords, at_most, "instructions").instructions

    def comparisons(self, function: object, /, *args: object, at_most: int | None = None, **keywords: object) -> int:
        """How often one call compares or hashes items of its arguments made with ``counted``."""
        __tracebackhide__ = True
        return self.one(function, args, keywords, at_most, "comparisons").comparisons

    def accesses(self, function: object, /, *args: object, at_most: int | None = None, **keywords: object) -> int:
        """How many items of lists made with ``counted`` one call reads, writes, looks at or moves."""
        __tracebackhide__ = True
        return self.one(function, args, keywords, at_most, "accesses").accesses

    def measure(
        self,
        function: object,
        inputs: Inputs,
        *,
        sizes: Sequence[int] | None = None,
        keywords: dict[str, object] | None = None,
        consume: bool = False,
        budget: int = BUDGET,
    ) -> list[Measurement]:
        """What the function takes for each size, in one exchange with the sandbox. See ``assert_growth`` for ``inputs``."""
        __tracebackhide__ = True
        options = Options(keywords or {}, consume=consume, budget=budget)
        rows, _ = run(self.beside, function, series(inputs, sizes, None), options)
        return [Measurement(*row) for row in rows]

    def one(
        self, function: object, args: tuple[object, ...], keywords: dict[str, object], at_most: int | None, what: str
    ) -> Measurement:
        __tracebackhide__ = True
        if what != "instructions" and not any(type(value) is Counted for value in args):
            raise SuiteFault(
                f"steps.{what}() counts what is done with arguments made with counted(), and there are none"
            )
        options = Options(keywords, budget=BUDGET if at_most is None else at_most, what=what)
        rows, _ = run(self.beside, function, Series((1,), [arguments(args)]), options)
        return Measurement(*rows[0])


class Memory:
    """The fixture ``memory``."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside

    def peak(self, function: object, /, *args: object, consume: bool = False, **keywords: object) -> int:
        """How many bytes more than before Python's memory held at most during one call.

        ``consume``: go through what it returns and keep none of it, as a reader of a generator does.
        """
        __tracebackhide__ = True
        options = Options(keywords, consume=consume, what="memory")
        rows, _ = run(self.beside, function, Series((1,), [arguments(args)]), options)
        return rows[0][1]


type AssertGrowth = Callable[..., None]


def growth_asserter(beside: Beside) -> AssertGrowth:
    def assert_growth(
        function: object,
        inputs: Inputs,
        *,
        at_most: str,
        what: str = "instructions",
        sizes: Sequence[int] | None = None,
        keywords: dict[str, object] | None = None,
        consume: bool = False,
        expect: Callable[[int], object] | None = None,
        budget: int = BUDGET,
        name: str | None = None,
    ) -> None:
        """Fail the test when what the function takes grows faster in n than ``at_most`` allows.

        ``inputs``: ``{n: arguments}``, ``[(n, arguments)]``, or a function of n that makes them, here or, when it is a probe, in
        the sandbox; ``arguments`` is a tuple, or the only argument. ``at_most``: "1", "log n", "n", "n log n", "n^2", "n^3" or
        "2^n". ``what``: "instructions", "comparisons", "accesses", "work" (all three together) or "memory" (peak, in bytes).
        ``expect``: what the function must return for n; without it nobody looks whether the measured answer is right.
        ``name``: what to call the function in the message.
        """
        __tracebackhide__ = True
        if what not in WHATS:
            raise SuiteFault(f"what={what!r} cannot be counted; there are {', '.join(WHATS)}")
        options = Options(keywords or {}, consume, expect is not None, budget, at_most, what)
        planned = series(inputs, sizes, at_most)
        if (
            what in ("comparisons", "accesses")
            and planned.builder is None
            and not any(m for one in planned.arguments for m, _ in one)
        ):
            raise SuiteFault(
                f"what={what!r} counts what is done with arguments made with counted(), and there are none"
            )
        called = name or name_of(function)
        rows, results = run(beside, function, planned, options, called)
        if expect is not None:
            for n, result in zip(planned.sizes, results, strict=True):
                expected = expect(n)
                if not result == expected:  # noqa: SIM201  a handle is never equal to data, whatever it says of !=
                    fail(wrong_answer(called, n, result, expected))
        points = points_of(rows, what)
        decision = decide(points, at_most, SLACK[what])
        if not decision.allowed:
            fail(too_much(called, points, decision, at_most, what))

    return assert_growth


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


@pytest.fixture
def steps(beside: Beside) -> Steps:
    """Counts what the submission executes, and what it does with counted inputs."""
    return Steps(beside)


@pytest.fixture
def memory(beside: Beside) -> Memory:
    """Peaks of memory."""
    return Memory(beside)


@pytest.fixture
def assert_growth(beside: Beside) -> AssertGrowth:
    """Fails a test for growth beyond a bound."""
    return growth_asserter(beside)

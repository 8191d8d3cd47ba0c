"""Growth in n, graded by counting and never by seconds: the same verdict on a slow laptop and a busy CI machine.

The sandbox counts bytecode instructions of the submission's code, and what is done with counted inputs; here is decided
whether the counts grow as asked. Everything that comes from there is a claim, believed to be whole numbers at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from waymark.errors import SuiteFault
from waymark.kits.growth_inputs import WHATS, Counted, Series, arguments, name_of, series
from waymark.kits.growth_report import too_much, wrong_answer
from waymark.kits.growth_rule import decide
from waymark.kits.growth_run import BUDGET, SLACK, Options, fail, points_of, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from waymark.kits.beside import Beside
    from waymark.kits.growth_inputs import Inputs


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


class AssertGrowth:
    """The fixture ``assert_growth``."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside

    def __call__(
        self,
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
        rows, results = run(self.beside, function, planned, options, called)
        if expect is not None:
            for n, result in zip(planned.sizes, results, strict=True):
                expected = expect(n)
                if not result == expected:  # noqa: SIM201  a handle is never equal to data, whatever it says of !=
                    fail(wrong_answer(called, n, result, expected))
        points = points_of(rows, what)
        decision = decide(points, at_most, SLACK[what])
        if not decision.allowed:
            fail(too_much(called, points, decision, at_most, what))


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
    return AssertGrowth(beside)

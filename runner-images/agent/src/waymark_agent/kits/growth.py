"""Growth, counted: the half of the kit that calls the submission's function. What it says is a claim, like all from here.

``before_import`` runs before the submission's modules do, and takes what could switch counting off out of their reach.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import tracemalloc
from collections import deque
from types import AsyncGeneratorType, CoroutineType
from typing import TYPE_CHECKING, Any, cast

from waymark_agent.kits.growth_items import counting_items, plain
from waymark_agent.kits.growth_meter import Meter, make_meter
from waymark_agent.probes import load_probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark_agent.kits.growth_meter import Metered

_ITEMS = counting_items()
_PREPARED: list[tuple[Meter, Callable[[], bool]]] = []

counted = _ITEMS.make
"""For probes that build inputs: ``from waymark_agent.kits.growth import counted``."""

_NO_LIMIT = 1 << 60

type Row = list[int]
"""n, instructions, comparisons, accesses; n and bytes where memory is measured."""


def before_import() -> None:
    if not _PREPARED:
        _PREPARED.append(make_meter(os.getcwd()))
        for name in ("tracemalloc", "_tracemalloc"):
            sys.modules.pop(name, None)


def measure(
    target: list[Any],
    sizes: list[int],
    arguments: list[list[list[Any]]],
    builder: list[str] | None,
    options: dict[str, Any],
) -> dict[str, object]:
    """Call the function once for each size, in one go. Stops at the first call that may not be believed.

    ``options``: ``keywords``; ``consume``; ``results``: whether to say what the calls returned; ``memory`` instead of counts;
    ``budget``: how much of each may be counted in one call; ``watched``: which column the bounds are for; ``growth``: by what
    factor that may grow from the first size to each further one, and ``floor``, below which it does not matter.
    """
    meter, traced = _PREPARED[0]
    function = _resolve(target)
    make = None if builder is None else _resolve(builder)
    rows: list[Row] = []
    results: list[object] = []
    for place, n in enumerate(sizes):
        given = _arguments(make(n)) if make is not None else _unpacked(arguments[place])
        call = _Call(function, given, options["keywords"], consume=options["consume"])
        limits = _limits(rows, place, options)
        row, why = _weigh(meter, call, n) if options["memory"] else _count(meter, call, n, limits)
        if options["memory"] and (traced() or why == "untraced"):
            why = "counter"
        rows.append(row)
        if why is not None:
            return {"rows": rows, "why": why, "limits": limits, "results": results}
        if options["results"]:
            results.append(plain(call.result))
    return {"rows": rows, "why": None, "limits": None, "results": results}


def _limits(rows: list[Row], place: int, options: dict[str, Any]) -> list[int]:
    """For instructions, comparisons, accesses: the budget, and less where the first call says what can be right."""
    columns: list[int] = options["watched"]
    # Instructions always have a limit. What C does with items is limited where that is what the test is about.
    limits = [options["budget"] if column in (1, *columns) else _NO_LIMIT for column in (1, 2, 3)]
    if rows and options["growth"]:
        likely = int(sum(rows[0][column] for column in columns) * options["growth"][place - 1])
        for column in columns:
            limits[column - 1] = min(limits[column - 1], max(likely, options["floor"]))
    return limits


def _count(meter: Meter, call: _Call, n: int, limits: list[int]) -> tuple[Row, str | None]:
    tallies = (_ITEMS.compared, _ITEMS.reached)
    for tally, limit in zip(tallies, limits[1:], strict=True):
        tally.count, tally.limit = 0, limit
    metered: Metered = meter(call.run, limits[0])
    for tally in tallies:
        tally.limit = float("inf")
    return [n, metered.instructions, *(tally.count for tally in tallies)], metered.why


def _weigh(meter: Meter, call: _Call, n: int) -> tuple[Row, str | None]:
    peak = [0]
    tracemalloc.start()
    try:

        def run() -> None:
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            call.run()
            peak[0] = max(tracemalloc.get_traced_memory()[1] - before, 0)

        why = meter(run, None).why
        return [n, peak[0]], why if tracemalloc.is_tracing() else "untraced"
    finally:
        tracemalloc.stop()


class _Call:
    """One call of the function, its result kept until the next."""

    def __init__(
        self, function: Callable[..., object], given: tuple[object, ...], keywords: dict[str, object], *, consume: bool
    ) -> None:
        self.function = function
        self.given = given
        self.keywords = keywords
        self.consume = consume
        self.result: object = None

    def run(self) -> None:
        result = self.function(*self.given, **self.keywords)
        if isinstance(result, CoroutineType):
            result = asyncio.run(result)
        if self.consume:
            if isinstance(result, AsyncGeneratorType):
                asyncio.run(_drain(result))
            else:
                deque(cast("Any", result), maxlen=0)
            return
        self.result = result


async def _drain(items: AsyncGeneratorType[object, None]) -> None:
    async for _ in items:
        pass


def _resolve(target: list[Any]) -> Callable[..., object]:
    match target:
        case ["probe", str(source), str(name)]:
            return load_probe(source, name)
        case ["name", str(dotted)]:
            module, *parts = dotted.split(".")
            found: Any = importlib.import_module(module)
            for part in parts:
                found = getattr(found, part)
            return cast("Callable[..., object]", found)
    return cast("Callable[..., object]", target[1])


def _unpacked(pairs: list[list[Any]]) -> tuple[object, ...]:
    return tuple(counted(value) if marked else value for marked, value in pairs)


def _arguments(built: object) -> tuple[object, ...]:
    return built if type(built) is tuple else (built,)

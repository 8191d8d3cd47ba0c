"""What a measurement is made with: plain data that is to be counted, and how all of it is told to the other half."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from waymark.errors import SuiteFault
from waymark.kits.growth_orders import BOUNDS, SIZES
from waymark.kits.growth_rule import MIN_SIZES, MIN_SPAN
from waymark.mirrors import MirrorMethod
from waymark.probes import Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

type Inputs = Mapping[int, object] | Sequence[tuple[int, object]] | Callable[[int], object]
"""Arguments by size: a tuple of them, or the only one. A function of n makes them here, a probe in the sandbox."""

WHATS = ("instructions", "comparisons", "accesses", "work", "memory")
TYPES = (int, float, str, tuple, list, dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """See ``counted``."""

    value: object


def counted(value: object) -> Counted:
    """An argument of a measurement whose items count how often they are compared, hashed, read, written and moved.

    ``value`` is a number, a text, or a list, tuple or dict of such. The submission gets instances of subclasses: a list is a
    ``list``, an int an ``int``. Only an argument as a whole can be counted: ``(counted([3, 1, 2]), 5)``.
    """
    if type(value) not in TYPES:
        raise SuiteFault(
            f"counted() takes an int, float, str, tuple, list or dict, and was given a {type(value).__name__}"
        )
    return Counted(value)


@dataclass(frozen=True, slots=True)
class Series:
    """Sizes, and what to call the function with at each of them; ``builder`` where a probe makes that."""

    sizes: tuple[int, ...]
    arguments: list[list[list[object]]]
    builder: list[str] | None = None


def series(inputs: Inputs, sizes: Sequence[int] | None, at_most: str | None) -> Series:
    """``inputs`` as a suite may give them. Raises SuiteFault for what no growth could be seen in."""
    if at_most is not None and at_most not in BOUNDS:
        raise SuiteFault(
            f"at_most={at_most!r} is no order of growth that can be asked for; there are {', '.join(BOUNDS)}"
        )
    if callable(inputs):
        chosen = tuple(sizes or SIZES[at_most or "n"])
        check_sizes(chosen, at_most)
        if isinstance(inputs, Probe):
            return Series(chosen, [], ["probe", inputs.source, inputs.function.__name__])
        return Series(chosen, [arguments(inputs(n)) for n in chosen])
    if sizes is not None:
        raise SuiteFault("sizes= goes with inputs that are a function of n; these inputs have their sizes already")
    pairs = list(inputs.items()) if hasattr(inputs, "items") else list(inputs)
    chosen = tuple(n for n, _ in pairs)
    check_sizes(chosen, at_most)
    return Series(chosen, [arguments(given) for _, given in pairs])


def check_sizes(sizes: tuple[int, ...], at_most: str | None) -> None:
    if any(type(n) is not int or n < 2 for n in sizes) or any(a >= b for a, b in pairwise(sizes)):
        raise SuiteFault(f"sizes must be whole numbers from 2 on, each larger than the one before; these are {sizes}")
    if at_most is None:
        return
    span = 2 if at_most == "2^n" else MIN_SPAN
    if len(sizes) < MIN_SIZES or sizes[-1] < span * sizes[0]:
        raise SuiteFault(
            f"growth shows in at least {MIN_SIZES} sizes, the last at least {span} times the first; these are {sizes}"
        )


def arguments(given: object) -> list[list[object]]:
    """``[[is counted, value] ...]``; what is no tuple is the only argument."""
    values = given if type(given) is tuple else (given,)
    return [[True, value.value] if type(value) is Counted else [False, value] for value in values]


def target(function: object) -> object:
    """A function of the submission as a handle or by its dotted name, or a probe as its source."""
    if isinstance(function, Probe):
        return ["probe", function.source, function.function.__name__]
    return ["name", function] if type(function) is str else ["object", function]


def name_of(function: object) -> str:
    """What a learner knows the function as."""
    if isinstance(function, Probe):
        return function.function.__name__
    if type(function) is str:
        return function.rpartition(".")[2]
    if type(function) is MirrorMethod:
        return function._wm_name
    name = getattr(function, "__name__", None) or type(function).__name__
    return str(name)[:80]

"""The decision about growth: counts of functions whose growth is known, held against every bound."""

import itertools
from math import log2

import pytest
from waymark.errors import SuiteFault
from waymark.kits.growth_inputs import counted, series
from waymark.kits.growth_orders import BOUNDS, ORDERS, SIZES
from waymark.kits.growth_report import table, too_much
from waymark.kits.growth_rule import decide

KNOWN = {
    "1": lambda n: 1,
    "log n": log2,
    "n": lambda n: n,
    "n log n": lambda n: n * log2(n),
    "n sqrt n": lambda n: n**1.5,
    "n^2": lambda n: n**2,
    "n^2 log n": lambda n: n**2 * log2(n),
    "n^3": lambda n: n**3,
    "2^n": lambda n: 2**n,
}
SLOWEST_FIRST = list(ORDERS)


def counts(grow, sizes, factor=17.0, overhead=60.0):
    return [(n, round(factor * grow(n) + overhead)) for n in sizes]


def right(order, bound):
    return SLOWEST_FIRST.index(order) <= SLOWEST_FIRST.index(bound)


@pytest.mark.parametrize(("order", "bound"), list(itertools.product(KNOWN, BOUNDS)))
@pytest.mark.parametrize(("factor", "overhead"), [(17, 0), (17, 60), (7, 40), (900, 0), (12, 40)])
def test_known_growth_is_decided_right(order, bound, factor, overhead):
    sizes = SIZES[bound] if order != "2^n" else SIZES["2^n"]

    assert decide(counts(KNOWN[order], sizes, factor, overhead), bound, slack=8).allowed is right(order, bound)


@pytest.mark.parametrize(("order", "bound"), [("n", "n"), ("n log n", "n log n"), ("n^2", "n^2"), ("n^2 log n", "n^3")])
@pytest.mark.parametrize("overhead", [500, 50_000, 5_000_000])
def test_overhead_never_fails_what_is_right(order, bound, overhead):
    assert decide(counts(KNOWN[order], SIZES[bound], overhead=overhead), bound, slack=8).allowed


@pytest.mark.parametrize(
    ("order", "bound", "overhead"),
    [("n^2", "n log n", 600_000), ("n^2", "n", 600_000), ("n^3", "n^2", 10_000_000), ("n sqrt n", "n", 20_000)],
)
def test_overhead_does_not_hide_what_comes_on_top(order, bound, overhead):
    assert not decide(
        counts(KNOWN[order], SIZES[bound], 1 if overhead > 100_000 else 17, overhead), bound, slack=8
    ).allowed


def test_a_linear_part_does_not_hide_the_logarithm():
    points = [(n, round(12 * n * log2(n) + 60 * n + 100)) for n in SIZES["n"]]

    assert decide(points, "n log n", slack=8).allowed
    assert not decide(points, "n", slack=8).allowed


def test_the_comparisons_of_sorting_are_n_log_n():
    class Item:
        compared = 0

        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            Item.compared += 1
            return self.value < other.value

    points = []
    for n in SIZES["n log n"]:
        Item.compared = 0
        sorted(Item(place * 7919 % 10_007) for place in range(n))
        points.append((n, Item.compared))

    assert decide(points, "n log n", slack=1).allowed
    assert not decide(points, "n", slack=1).allowed


def test_a_few_counts_more_are_no_growth():
    points = [(16, 31), (64, 36), (256, 33), (1024, 38), (4096, 39)]

    assert decide(points, "1", slack=8).allowed


@pytest.mark.parametrize("spread", [-0.07, 0.07])
def test_noise_of_seven_in_a_hundred_decides_nothing(spread):
    for order in ("n", "n log n", "n^2"):
        points = counts(KNOWN[order], SIZES[order])
        noisy = [(n, round(count * (1 + spread * (-1) ** place))) for place, (n, count) in enumerate(points)]

        assert decide(noisy, order, slack=8).allowed


@pytest.mark.parametrize("order", ["n", "n log n", "n^2", "n^3"])
def test_the_order_that_fits_is_named(order):
    decision = decide(counts(KNOWN[order], SIZES["n"], overhead=0), "log n", slack=8)

    assert decision.nearest == order


def test_no_order_is_named_that_the_bound_allows():
    assert decide([(100, 100), (200, 100), (400, 100), (800, 100_000)], "n log n", slack=8).nearest != "n"


def test_the_table_shows_counts_ratios_and_what_is_allowed():
    points = [(100, 10_000), (200, 40_000), (400, 160_000), (800, 640_000)]
    message = too_much("count_pairs", points, decide(points, "n log n", slack=8), "n log n", "instructions")

    assert message.startswith("count_pairs grows like n^2, at most n log n is asked for. Counted: instructions.")
    assert table(points, "n log n").splitlines() == [
        "  n    count  grew by  allowed",
        "100   10,000",
        "200   40,000   x 4.00   x 2.47",
        "400  160,000   x 4.00   x 2.41",
        "800  640,000   x 4.00   x 2.36",
    ]


@pytest.mark.parametrize(
    ("inputs", "sizes", "at_most", "why"),
    [
        ({10: 1, 20: 2, 40: 3}, None, "n", "at least 4 sizes"),
        ({10: 1, 20: 2, 40: 3, 60: 4}, None, "n", "at least 8 times"),
        ([(10, 1), (10, 1), (40, 1), (80, 1)], None, "n", "each larger"),
        ({1: 1, 20: 2, 40: 3, 80: 4}, None, "n", "from 2 on"),
        ({10: 1, 20: 2, 40: 3, 80: 4}, (1, 2), "n", "sizes= goes with"),
        (lambda n: n, None, "n!", "no order of growth"),
    ],
)
def test_inputs_that_show_nothing_are_the_authors_mistake(inputs, sizes, at_most, why):
    with pytest.raises(SuiteFault, match=why):
        series(inputs, sizes, at_most)


def test_what_cannot_be_counted_is_the_authors_mistake():
    with pytest.raises(SuiteFault, match="was given a set"):
        counted({1, 2})


def test_inputs_come_as_pairs_mappings_and_functions_alike():
    wanted = [[[True, [1]], [False, 5]]] * 4
    given = (counted([1]), 5)

    for inputs in (dict.fromkeys((2, 4, 8, 16), given), [(n, given) for n in (2, 4, 8, 16)], lambda n: given):
        planned = series(inputs, None if not callable(inputs) else (2, 4, 8, 16), "n")

        assert (planned.sizes, planned.arguments) == ((2, 4, 8, 16), wanted)

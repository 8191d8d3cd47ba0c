import random

import pytest
from solution import busiest_window, first_pair, merge_windows, range_totals
from waymark import counted

# --- busiest_window


@pytest.mark.points(2)
@pytest.mark.hint("Keep the two ends of the window as indices. When the start moves on, which way can the end move?")
def test_busiest():
    """The busiest window is found, repeats counted"""
    assert busiest_window([1, 2, 2, 7, 8, 11], 3) == (3, 1)
    assert busiest_window([1, 5, 6, 6, 6, 20], 2) == (4, 5)
    assert busiest_window([4, 4, 4, 4], 1) == (4, 4)
    assert busiest_window([-30, -12, -11, -5, 0], 10) == (3, -12)
    assert busiest_window([1, 2, 3], 1000) == (3, 1)


@pytest.mark.points(2)
@pytest.mark.hint("A window of width 3 that starts at 5 holds 5, 6 and 7.")
def test_half_open():
    """An event exactly at start + width is outside"""
    assert busiest_window([5, 8], 3) == (1, 5)
    assert busiest_window([0, 10, 19, 20], 10) == (2, 10)
    assert busiest_window([1, 2, 3, 4], 1) == (1, 1)


@pytest.mark.points(1)
@pytest.mark.hint("When is a later window better than the best so far, and when is it only as good?")
def test_busiest_ties():
    """Of equally busy windows the earliest counts"""
    assert busiest_window([3, 4, 50, 51, 90], 2) == (2, 3)
    assert busiest_window([8, 30, 70], 5) == (1, 8)


@pytest.mark.points(1)
@pytest.mark.hint("Which of the two is asked first, and what is there to return when no window was looked at?")
def test_busiest_edges():
    """No events give None, a width below 1 a ValueError"""
    assert busiest_window([], 5) is None
    assert busiest_window([7], 5) == (1, 7)
    for times, width in (([1, 2], 0), ([1, 2], -3), ([], 0)):
        with pytest.raises(ValueError):
            busiest_window(times, width)


@pytest.mark.points(3)
@pytest.mark.hint("How often is one event looked at? When the window moves on, most of what it holds is known already.")
def test_busiest_growth(assert_growth):
    """busiest_window takes O(n)"""
    assert_growth(
        busiest_window,
        lambda n: (counted([place * 3 // 2 for place in range(n)]), n),
        at_most="n",
        what="work",
        expect=lambda n: (sum(1 for place in range(n) if place * 3 // 2 < n), 0),
    )


# --- merge_windows


@pytest.mark.points(2)
@pytest.mark.hint("Two half-open windows touch when one ends where the other starts. Is anything between them?")
def test_merge():
    """Windows come back in order, overlapping and touching ones joined"""
    assert merge_windows([(5, 7), (1, 3), (3, 4), (9, 9)]) == [(1, 4), (5, 7)]
    assert merge_windows([(10, 20), (15, 25), (40, 50)]) == [(10, 25), (40, 50)]
    assert merge_windows([(6, 8), (4, 6), (2, 4)]) == [(2, 8)]
    assert merge_windows([(1, 2), (4, 6), (5, 8), (10, 11), (11, 13)]) == [(1, 2), (4, 8), (10, 13)]


@pytest.mark.points(2)
@pytest.mark.hint("A window can begin earlier and end later than the one that comes after it.")
def test_merge_nested():
    """A window inside another changes nothing"""
    assert merge_windows([(1, 10), (2, 3), (4, 5), (12, 13)]) == [(1, 10), (12, 13)]
    assert merge_windows([(0, 4), (0, 9), (0, 2), (8, 11)]) == [(0, 11)]
    assert merge_windows([(3, 6), (3, 6)]) == [(3, 6)]


@pytest.mark.points(1)
@pytest.mark.hint("How long is a window? There are three kinds of answers.")
def test_merge_edges():
    """Empty windows are left out, and one that ends before it starts is refused"""
    assert merge_windows([]) == []
    assert merge_windows([(4, 4), (2, 2)]) == []
    assert merge_windows([(1, 2), (2, 2), (3, 4)]) == [(1, 2), (3, 4)]
    for spans in ([(5, 4)], [(1, 9), (8, 2)]):
        with pytest.raises(ValueError):
            merge_windows(spans)


def scattered(n):
    spans = [(10 * place, 10 * place + 5) for place in range(n)]
    random.Random(n).shuffle(spans)
    return spans


@pytest.mark.points(2)
@pytest.mark.hint("In which order would you need the windows, so that each has to be held against one other only?")
def test_merge_growth(assert_growth):
    """merge_windows takes O(n log n)"""
    assert_growth(
        merge_windows,
        lambda n: counted(scattered(n)),
        at_most="n log n",
        what="work",
        expect=lambda n: sorted(scattered(n)),
    )


# --- range_totals


@pytest.mark.points(2)
@pytest.mark.hint("What does a slice do with a bound beyond the end, and with a start beyond its end?")
def test_totals():
    """Each query gets the sum of its slice, clamped at the end"""
    assert range_totals([4, -1, 2], [(0, 2), (1, 99), (2, 1), (0, 3), (1, 1)]) == [3, 1, 0, 5, 0]
    assert range_totals([10, 20, 30, 40], [(3, 4), (0, 1), (7, 9), (1, 3)]) == [40, 10, 0, 50]
    assert range_totals([], [(0, 0), (0, 5)]) == [0, 0]
    assert range_totals([1, 2], []) == []


@pytest.mark.points(1)
@pytest.mark.hint("What would values[a:b] make of a negative bound, and what shall happen here?")
def test_totals_negative():
    """A negative bound is an IndexError"""
    assert range_totals([1, 2, 3], [(0, 0), (0, 3)]) == [0, 6]
    for query in ((-1, 2), (0, -1), (-2, -1), (-5, 0)):
        with pytest.raises(IndexError):
            range_totals([1, 2, 3], [(0, 1), query])


@pytest.mark.points(3)
@pytest.mark.hint("Which sums would you need, so that every other one is a difference of two of them?")
def test_totals_growth(assert_growth):
    """range_totals takes O(n + q)"""
    assert_growth(
        range_totals,
        lambda n: (counted(list(range(n))), counted([(place // 2, n - place // 3) for place in range(n)])),
        at_most="n",
        what="work",
        expect=lambda n: [sum(range(place // 2, n - place // 3)) for place in range(n)],
    )


# --- first_pair


@pytest.mark.points(2)
@pytest.mark.hint("Go through the amounts once. For each: which other one would it need, and have you seen that already?")
def test_pair():
    """The pair with the smallest j is found, and for that j the smallest i"""
    assert first_pair([3, 8, 2, 5, 5], 10) == (1, 2)
    assert first_pair([1, 9, 1, 9], 10) == (0, 1)
    assert first_pair([4, 4, 7, 6], 10) == (0, 3)
    assert first_pair([-3, 0, 8, 3, 0], 0) == (0, 3)
    assert first_pair([1, 6, 2, 5], 7) == (0, 1)
    assert first_pair([2, 6, 1, 5], 7) == (1, 2)


@pytest.mark.points(2)
@pytest.mark.hint("When you look for a partner, is the amount itself already among those you have seen?")
def test_pair_of_two():
    """One amount is not two of them"""
    assert first_pair([5, 1], 10) is None
    assert first_pair([5, 1, 5], 10) == (0, 2)
    assert first_pair([0, 3, 9], 0) is None
    assert first_pair([], 0) is None
    assert first_pair([6, 1, 2, 4, 8], 12) == (3, 4)


@pytest.mark.points(3)
@pytest.mark.hint("`in` goes through a list item by item. Which type finds a value without looking at the others?")
def test_pair_growth(assert_growth):
    """first_pair takes O(n)"""
    assert_growth(
        first_pair,
        lambda n: (counted([2 * place for place in range(n - 1)] + [1]), 5),
        at_most="n",
        what="work",
        expect=lambda n: (2, n - 1),
    )


# --- all of them


@pytest.mark.points(1)
@pytest.mark.hint("list.sort changes the list. What gives you a sorted one and leaves it alone?")
def test_inputs_unchanged():
    """No function changes what it is given"""
    times, spans, values, queries = [1, 2, 2, 9], [(5, 6), (1, 3), (2, 4)], [3, 1, 2], [(0, 3), (1, 2)]

    answers = busiest_window(times, 2), merge_windows(spans), range_totals(values, queries), first_pair(values, 3)

    assert answers == ((3, 1), [(1, 4), (5, 6)], [6, 1], (1, 2))
    assert (times, spans) == ([1, 2, 2, 9], [(5, 6), (1, 3), (2, 4)])
    assert (values, queries) == ([3, 1, 2], [(0, 3), (1, 2)])

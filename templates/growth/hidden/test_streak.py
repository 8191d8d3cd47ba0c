import pytest
from solution import longest_streak


@pytest.mark.points(2)
@pytest.mark.hint("Where does a streak begin, and where does it end?")
def test_streak():
    """The longest of several streaks counts"""
    assert longest_streak([1, 2, 3, 7, 8]) == 3
    assert longest_streak([1, 2, 5, 6, 7, 8, 20]) == 4
    assert longest_streak([10, 12, 14]) == 1


@pytest.mark.points(2)
@pytest.mark.hint("Days come as they come; what helps to find the next one quickly?")
def test_any_order():
    """The order of the days does not matter"""
    assert longest_streak([8, 3, 1, 7, 2]) == 3
    assert longest_streak([4, 3, 2, 1, 0, -1]) == 6


@pytest.mark.points(1)
@pytest.mark.hint("The same day twice is still one day.")
def test_twice():
    """A day that comes twice counts once"""
    assert longest_streak([1, 1, 1, 2]) == 2
    assert longest_streak([5, 5]) == 1


@pytest.mark.points(1)
@pytest.mark.hint("Without a day there is no streak.")
def test_nothing():
    """No days are no streak, and days may come from an iterator"""
    assert longest_streak([]) == 0
    assert longest_streak(iter([2, 1, 3])) == 3


@pytest.mark.points(4)
@pytest.mark.hint("Counting on from every day looks at the same days again and again. From which days is it worth it?")
def test_growth(assert_growth):
    """Twice as many days are about twice the work"""
    assert_growth(longest_streak, lambda n: list(range(n, 0, -1)), at_most="n log n", expect=lambda n: n)

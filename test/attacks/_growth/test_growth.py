"""Hidden suite about how the work of a search grows. SECRET-7f3a"""

from solution import first_pair


def test_growth(assert_growth):
    assert_growth(
        first_pair,
        lambda n: ([2 * place for place in range(n - 1)] + [1], 5),
        at_most="n",
        expect=lambda n: (2, n - 1),
    )


def test_answer():
    assert first_pair([1, 2, 3, 4], 7) == (2, 3)

import random

import pytest

from sorting import bubble_sort, insertion_sort, merge_sort, quick_sort

ALL = [bubble_sort, insertion_sort, merge_sort, quick_sort]
TABLE = [
    pytest.param([], [], id="empty"),
    pytest.param([1], [1], id="one"),
    pytest.param([3, 1, 2], [1, 2, 3], id="three"),
    pytest.param([2, 2, 1], [1, 2, 2], id="duplicates"),
    pytest.param(list("hello"), list("ehllo"), id="letters"),
    pytest.param([1.5, -2, 0], [-2, 0, 1.5], id="mixed-numbers"),
]


@pytest.mark.parametrize("impl", ALL, ids=lambda f: f.__name__)
@pytest.mark.parametrize("values, expected", TABLE)
def test_sorts(impl, values, expected):
    assert impl(values) == expected


@pytest.mark.parametrize("impl", ALL)
def test_random_lists(impl):
    rng = random.Random(99)
    for _ in range(5):
        values = [rng.randint(-50, 50) for _ in range(20)]
        assert impl(values) == sorted(values)


@pytest.mark.parametrize("impl", [bubble_sort, insertion_sort])
def test_in_place_ones_return_the_same_list(impl):
    values = [2, 1]
    assert impl(values) is values
    assert values == [1, 2]


@pytest.mark.parametrize("impl", [merge_sort, quick_sort])
def test_copying_ones_leave_the_argument(impl):
    values = [2, 1]
    assert impl(values) is not values
    assert values == [2, 1]


@pytest.fixture
def implementation(request):
    return {"merge": merge_sort, "quick": quick_sort}[request.param]


@pytest.mark.parametrize("implementation", ["merge", "quick"], indirect=True)
def test_indirect(implementation):
    assert implementation("cab") == ["a", "b", "c"]


@pytest.fixture(params=ALL, ids=[f.__name__ for f in ALL])
def each(request):
    return request.param


def test_parametrized_fixture(each):
    assert each([3, 2, 1]) == [1, 2, 3]
    assert each.__name__.endswith("_sort")


@pytest.mark.parametrize("impl", [merge_sort])
class TestStability:
    def test_keeps_equal_items_in_order(self, impl):
        words = ["bb", "a", "cc", "d"]
        assert impl(words, key=len) == ["a", "d", "bb", "cc"]

    @pytest.mark.parametrize("size", [0, 1, 17])
    def test_sizes(self, impl, size):
        assert impl(range(size, 0, -1)) == list(range(1, size + 1))


@pytest.mark.parametrize("bad", [None, 5, pytest.param([1, "a"], marks=pytest.mark.filterwarnings("ignore"))])
def test_bad_arguments(bad):
    with pytest.raises(TypeError):
        merge_sort(bad)

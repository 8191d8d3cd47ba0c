import itertools

import pytest

from lazy import batches, chunked_sum, first_match, interleave, pairwise, peek, running_max, take, window_sums


def counted(log, items):
    for item in items:
        log.append(item)
        yield item


def test_takes_no_more_than_needed():
    log = []
    assert take(3, counted(log, range(100))) == [0, 1, 2]
    assert log == [0, 1, 2]


def test_infinite_sources():
    assert take(2, itertools.count(5)) == [5, 6]
    assert take(4, itertools.cycle("ab")) == ["a", "b", "a", "b"]
    assert take(2, itertools.repeat(None)) == [None, None]
    assert take(0, itertools.count()) == []


def test_iterator_goes_on_where_it_stopped():
    numbers = iter(range(10))
    assert take(3, numbers) == [0, 1, 2]
    assert take(3, numbers) == [3, 4, 5]
    assert next(numbers) == 6
    assert list(numbers) == [7, 8, 9]


def test_first_match_stops_early():
    log = []
    assert first_match(lambda n: n > 2, counted(log, itertools.count())) == 3
    assert log == [0, 1, 2, 3]


def test_result_pulls_step_by_step():
    log = []
    result = running_max(counted(log, [3, 1, 4, 1, 5]))
    assert log == []
    assert next(result) == 3
    assert log == [3]
    assert next(result) == 3
    assert list(result) == [4, 4, 5]
    assert log == [3, 1, 4, 1, 5]


def test_many_kinds_of_iterables():
    table = {"a": 1, "b": 2}
    assert take(9, table) == ["a", "b"]
    assert take(9, table.values()) == [1, 2]
    assert take(1, table.items()) == [("a", 1)]
    assert take(2, zip("ab", [1, 2])) == [("a", 1), ("b", 2)]
    assert take(1, enumerate("x", start=5)) == [(5, "x")]
    assert take(2, map(str.upper, "abc")) == ["A", "B"]
    assert take(2, reversed([1, 2, 3])) == [3, 2]
    assert take(2, range(10, 0, -3)) == [10, 7]
    assert take(2, b"ab") == [97, 98]
    assert sorted(take(5, {1, 2})) == [1, 2]


def test_batches_are_lazy():
    log = []
    result = batches(counted(log, "abcdefg"), 3)
    assert next(result) == ["a", "b", "c"]
    assert log == ["a", "b", "c"]
    assert list(result) == [["d", "e", "f"], ["g"]]


def test_interleave():
    assert "".join(itertools.islice(interleave("abc", itertools.repeat("-")), 5)) == "a-b-c"
    assert list(interleave([1], [2, 3, 4])) == [1, 2]


def test_pairwise():
    assert list(pairwise(iter("abc"))) == [("a", "b"), ("b", "c")]
    assert list(pairwise([])) == []


def test_source_is_closed():
    state = []

    def source():
        try:
            yield 1
            yield 2
        finally:
            state.append("closed")

    assert peek(source()) == 1
    assert state == ["closed"]


def test_error_in_the_source():
    def broken():
        yield 1
        raise OSError("disk gone")

    result = running_max(broken())
    assert next(result) == 1
    with pytest.raises(OSError, match="disk gone"):
        next(result)


def test_windows():
    assert list(window_sums(range(5), 2)) == [1, 3, 5, 7]
    assert chunked_sum(n * n for n in range(4)) == 14
    assert chunked_sum(itertools.chain.from_iterable([[1], [2, 3]])) == 6

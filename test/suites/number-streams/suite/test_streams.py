import collections.abc
import inspect
import itertools
import types

import pytest

from streams import accumulator, countdown, evens, primes, read_all, tracing


def test_it_is_a_generator():
    assert isinstance(evens(), types.GeneratorType)
    assert inspect.isgenerator(evens())
    assert inspect.isgeneratorfunction(evens)
    assert isinstance(evens(), collections.abc.Iterator)
    assert type(evens()).__name__ == "generator"
    assert "generator" in f"{type(evens())}"


def test_infinite():
    assert list(itertools.islice(evens(), 5)) == [0, 2, 4, 6, 8]
    assert list(itertools.takewhile(lambda n: n < 20, primes())) == [2, 3, 5, 7, 11, 13, 17, 19]


def test_next_by_hand():
    gen = countdown(2)
    assert next(gen) == 2
    assert next(gen) == 1
    with pytest.raises(StopIteration):
        next(gen)
    assert next(gen, "over") == "over"


def test_iter_of_generator_is_itself():
    gen = countdown(3)
    assert iter(gen) is gen
    assert 2 in gen
    assert list(gen) == [1]


def test_return_value():
    gen = countdown(1)
    next(gen)
    with pytest.raises(StopIteration) as stop:
        next(gen)
    assert stop.value.value == "lift off"


def test_send():
    total = accumulator()
    assert next(total) == 0
    assert total.send(5) == 5
    assert total.send(7) == 12


def test_throw_resets():
    total = accumulator()
    next(total)
    total.send(5)
    assert total.throw(ValueError("again")) == 0
    assert total.send(1) == 1
    with pytest.raises(KeyError):
        total.throw(KeyError("other"))


def test_close():
    log = []
    gen = tracing(log)
    next(gen)
    gen.close()
    assert log == ["opened", "closed"]
    with pytest.raises(StopIteration):
        next(gen)


def test_nothing_runs_before_the_first_next():
    log = []
    gen = tracing(log)
    assert log == []
    next(gen)
    assert log == ["opened"]
    gen.close()


def test_delegation():
    assert list(read_all([1, [2, [3, [4]], 5]])) == [1, 2, 3, 4, 5]


def test_mixing_with_zip_and_enumerate():
    assert list(zip("abc", evens())) == [("a", 0), ("b", 2), ("c", 4)]
    for position, prime in enumerate(primes(), start=1):
        if position == 10:
            break
    assert prime == 29


def test_two_generators_do_not_share_state():
    one, other = evens(), evens()
    next(one)
    assert (next(one), next(other)) == (2, 0)

"""Hidden suite of a small larder: objects, callbacks, context managers, exceptions, things to go through. SECRET-7f3a"""

import logging

import pytest
from solution import Basket, Refused, each, numbers, retry, total


def test_total():
    assert total([3, 4, 5]) == 12


def test_sorted():
    assert sorted(numbers(3)) == [1, 4, 9]


def test_listed():
    assert list(numbers(4)) == [1, 4, 9, 16]


def test_sum():
    assert sum(numbers(4)) == 30


def test_joined():
    assert ",".join(str(number) for number in numbers(2)) == "1,4"


def test_whole():
    assert int(total([1.5, 2.5])) == 4


def test_formatted():
    assert f"{total([0.1, 0.2]):.2f}" == "0.30"


def test_context():
    with Basket() as basket:
        basket.add("tea", 3)
        basket.add("milk", 2)
        count = basket.count
    assert count == 5


def test_context_lets_failures_through():
    checked = total([2, 2])
    with Basket():
        assert checked == 4


def test_shown():
    basket = Basket()
    basket.add("tea", 3)
    assert repr(basket) == "Basket(tea=3)"


def test_refused():
    with pytest.raises(Refused, match="no tea"):
        Basket().take("tea")


def test_retry():
    calls = []

    def unlucky():
        calls.append(len(calls))
        if len(calls) < 3:
            raise ConnectionError
        return "done"

    assert retry(unlucky, 3) == "done"
    assert calls == [0, 1, 2]


def test_each():
    seen = []
    each(seen.append, [1, 2, 3])
    assert seen == [1, 2, 3]


def test_each_checks():
    def check(number):
        assert number * number == 4

    each(check, [2, -2])
    assert total([2, -2, 1]) == 1


def test_logged(caplog):
    caplog.set_level(logging.INFO)
    total([])
    assert caplog.messages == ["nothing to add"]

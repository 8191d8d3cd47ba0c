import inspect
import unittest

import pytest

from decorator_kit import CountCalls, add_repr, memoise, register, REGISTRY, repeat, require_positive, swallow, traced

LOG = []


@traced(LOG)
def module_level(a, b=2):
    """Adds two numbers."""
    return a + b


@register
def registered():
    return "found me"


@CountCalls
def counted(x):
    return x * 2


def test_module_level():
    LOG.clear()
    assert module_level(1) == 3
    assert module_level(1, b=5) == 6
    assert LOG == ["module_level(1) -> 3", "module_level(1, b=5) -> 6"]


def test_metadata():
    assert module_level.__name__ == "module_level"
    assert module_level.__doc__ == "Adds two numbers."
    assert module_level.__wrapped__(2, 2) == 4
    assert str(inspect.signature(module_level)) == "(a, b=2)"
    assert module_level.__module__ == __name__


def test_register_returns_the_function_itself():
    assert REGISTRY["registered"] is registered
    assert registered() == "found me"


def test_class_based():
    start = counted.calls
    assert [counted(1), counted(2)] == [2, 4]
    assert counted.calls == start + 2


def test_memoise_calls_once():
    calls = []

    @memoise
    def slow(n):
        calls.append(n)
        return n * n

    assert [slow(3), slow(3), slow(4)] == [9, 9, 16]
    assert calls == [3, 4]
    assert slow.cache == {(3,): 9, (4,): 16}
    slow.cache.clear()
    slow(3)
    assert calls == [3, 4, 3]


def test_memoised_recursion():
    @memoise
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    assert fib(60) == 1548008755920


def test_repeat_bare_and_with_arguments():
    hits = []

    @repeat
    def once_more():
        hits.append("a")

    @repeat(times=3)
    def three():
        hits.append("b")
        return len(hits)

    once_more()
    assert three() == 5
    assert hits == ["a", "a", "b", "b", "b"]


def test_validation():
    @require_positive
    def root(x):
        return x**0.5

    assert root(4) == 2.0
    with pytest.raises(ValueError, match="root: -1 is not positive"):
        root(-1)


def test_swallow():
    class Odd(Exception):
        pass

    @swallow(Odd, default="calm")
    def risky(kind):
        raise kind

    assert risky(Odd) == "calm"
    with pytest.raises(KeyError):
        risky(KeyError)


class MethodsTest(unittest.TestCase):
    class Account:
        def __init__(self):
            self.total = 0

        @require_positive
        def add(self, amount):
            self.total += amount
            return self

        @repeat(times=2)
        def double(self):
            self.total *= 2

    def test_on_methods(self):
        account = self.Account()
        self.assertIs(account.add(5), account)
        account.double()
        self.assertEqual(account.total, 20)
        self.assertRaises(ValueError, account.add, 0)

    def test_on_a_class(self):
        @add_repr
        class Point:
            def __init__(self):
                self.x, self.y = 1, 2

        self.assertEqual(repr(Point()), "Point(x=1, y=2)")
        self.assertIsInstance(Point(), Point)

    def test_stacked(self):
        log = []

        @traced(log)
        @memoise
        def f(x):
            return x

        f(1)
        f(1)
        self.assertEqual(len(log), 2)

    @swallow(ZeroDivisionError, default=None)
    def test_on_the_test_itself(self):
        1 / 0

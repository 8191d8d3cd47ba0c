import contextlib

import pytest

from managed import Journal, replaced, shielded, timer, Transaction


class Boom(Exception):
    pass


def test_enter_gives_the_object():
    journal = Journal()
    with journal as inside:
        assert inside is journal
    assert journal.events == ["enter", "exit"]


def test_exit_sees_the_exception():
    journal = Journal()
    with pytest.raises(ZeroDivisionError):
        with journal:
            1 / 0
    assert journal.events == ["enter", "failed: ZeroDivisionError", "exit"]


def test_exit_sees_a_class_of_the_test():
    journal = Journal()
    with pytest.raises(Boom) as caught:
        with journal:
            raise Boom("from the test")
    assert caught.value.args == ("from the test",)
    assert journal.events[1] == "failed: Boom"


def test_suppressing():
    with shielded(KeyError):
        {}["missing"]
    with pytest.raises(ValueError):
        with shielded(KeyError, IndexError):
            raise ValueError


def test_suppressing_a_class_of_the_test():
    with shielded(Boom):
        raise Boom


def test_transaction_commits():
    store = {"a": 1}
    with Transaction(store) as t:
        t["b"] = 2
    assert store == {"a": 1, "b": 2}


def test_transaction_rolls_back():
    store = {"a": 1}
    with pytest.raises(Boom):
        with Transaction(store) as t:
            t["b"] = 2
            raise Boom
    assert store == {"a": 1}


def test_replaced_attribute():
    class Settings:
        colour = "red"

    settings = Settings()
    with replaced(settings, "colour", "blue"):
        assert settings.colour == "blue"
    assert settings.colour == "red"


def test_exit_stack_order():
    log = []
    with contextlib.ExitStack() as stack:
        for name in "abc":
            stack.enter_context(timer(name, log))
    assert log == ["+a", "+b", "+c", "-c", "-b", "-a"]


def test_timer_as_decorator():
    log = []

    @timer("f", log)
    def work(n):
        log.append(n)
        return n * 2

    assert work(4) == 8
    assert log == ["+f", 4, "-f"]


def test_several_in_one_with():
    log = []
    with timer("outer", log), timer("inner", log) as value:
        assert value == "inner"
    assert log[-1] == "-outer"


def test_by_hand():
    journal = Journal()
    assert journal.__enter__() is journal
    assert journal.__exit__(None, None, None) is None


def test_is_context_manager():
    assert isinstance(Journal(), contextlib.AbstractContextManager)

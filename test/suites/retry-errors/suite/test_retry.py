import unittest

import pytest

from retry_errors import GaveUp, annotate, capture, classify, guarded, raise_it, retry, translate


class Flaky(Exception):
    def __init__(self, attempt):
        super().__init__(f"attempt {attempt}")
        self.attempt = attempt


class Fatal(Flaky):
    pass


def failing(times, kind=Flaky):
    attempts = []

    def work():
        attempts.append(1)
        if len(attempts) <= times:
            raise kind(len(attempts))
        return len(attempts)

    return work, attempts


def test_succeeds_after_failures():
    work, attempts = failing(2)
    assert retry(work, times=5, on=Flaky) == 3
    assert len(attempts) == 3


def test_gives_up_with_the_last_error_as_cause():
    work, _ = failing(10)
    with pytest.raises(GaveUp) as info:
        retry(work, times=3, on=(Flaky,))
    assert isinstance(info.value.__cause__, Flaky)
    assert info.value.__cause__.attempt == 3
    assert info.value.attempts == 3
    assert [type(e) for e in info.value.errors] == [Flaky] * 3


def test_subclass_counts_too():
    work, _ = failing(1, Fatal)
    assert retry(work, times=2, on=Flaky) == 2


def test_other_errors_pass():
    def work():
        raise LookupError("other")

    with pytest.raises(LookupError, match="other"):
        retry(work, times=3, on=Flaky)


def test_never():
    work, attempts = failing(1)
    with pytest.raises(Flaky):
        retry(work, times=3, on=())
    assert attempts == [1]


class TravelTest(unittest.TestCase):
    def test_same_object(self):
        problem = Flaky(7)
        with self.assertRaises(Flaky) as ctx:
            raise_it(problem)
        self.assertIs(ctx.exception, problem)

    def test_builtin_instance(self):
        problem = ValueError("x", 2)
        with self.assertRaises(ValueError) as ctx:
            raise_it(problem)
        self.assertIs(ctx.exception, problem)
        self.assertEqual(ctx.exception.args, ("x", 2))

    def test_class_of_the_suite(self):
        with self.assertRaises(Flaky) as ctx:
            raise_it(Flaky, 3)
        self.assertEqual(ctx.exception.attempt, 3)

    def test_returned_exception(self):
        error = capture(lambda: 1 / 0)
        self.assertIsInstance(error, ZeroDivisionError)
        self.assertEqual(str(error), "division by zero")
        problem = Fatal(1)
        self.assertIs(capture(self.raiser(problem)), problem)
        self.assertIsNone(capture(lambda: None))

    def test_translate(self):
        problem = Flaky(1)
        with self.assertRaisesRegex(RuntimeError, "^translated: attempt 1$") as ctx:
            translate(self.raiser(problem))
        self.assertIs(ctx.exception.__cause__, problem)

    def test_annotated(self):
        problem = Flaky(1)
        with self.assertRaises(Flaky) as ctx:
            annotate(self.raiser(problem), "seen")
        self.assertIs(ctx.exception, problem)
        self.assertEqual(problem.__notes__, ["seen"])
        self.assertEqual(problem.handled_by, "annotate")

    def test_finally_order(self):
        log = []

        def work():
            log.append("work")
            raise KeyError("k")

        with self.assertRaises(KeyError) as ctx:
            guarded(work, log)
        self.assertEqual(log, ["begin", "work", "end"])
        self.assertEqual(ctx.exception.args, ("k",))
        self.assertEqual(str(ctx.exception), "'k'")

    def test_classify(self):
        self.assertEqual(classify(Fatal(1), {Flaky: "flaky", LookupError: "lookup"}), "flaky")
        self.assertEqual(classify(IndexError(), {Flaky: "flaky", LookupError: "lookup"}), "lookup")
        self.assertEqual(classify(5, {int: "number"}), "number")

    @staticmethod
    def raiser(problem):
        def work():
            raise problem

        return work

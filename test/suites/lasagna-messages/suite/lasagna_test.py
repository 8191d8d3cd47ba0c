import importlib
import sys
import unittest

import pytest

try:
    from lasagna import OVEN_MINUTES, elapsed, preparation, remaining
except ImportError as import_fail:
    item = import_fail.args[0].split()[3]
    raise ImportError(f"\n\nMISSING --> your 'lasagna.py' has no {item}.\nIs the name spelled right?") from None


class LasagnaTest(unittest.TestCase):
    @pytest.mark.task(taskno=1)
    def test_constant(self):
        self.assertEqual(OVEN_MINUTES, 40, msg="OVEN_MINUTES should be 40.")

    @pytest.mark.task(taskno=2)
    def test_remaining(self):
        inputs = [1, 2, 5, 10, 39]
        results = [39, 38, 35, 30, 1]
        for variant, (minutes, expected) in enumerate(zip(inputs, results, strict=True), start=1):
            with self.subTest(f"variation #{variant}", minutes=minutes, expected=expected):
                actual = remaining(minutes)
                message = f"Called remaining({minutes}). It returned {actual}, but {expected} was expected."
                self.assertEqual(actual, expected, msg=message)

    @pytest.mark.task(taskno=3)
    def test_preparation(self):
        for layers in range(1, 6):
            with self.subTest(layers=layers):
                self.assertEqual(preparation(layers), 2 * layers)

    @pytest.mark.task(taskno=4)
    def test_elapsed(self):
        self.assertEqual(elapsed(3, 20), 26)
        self.assertEqual(elapsed(layers=0, minutes=5), 5)

    @pytest.mark.task(taskno=5)
    def test_docstrings(self):
        for variant, function in enumerate([remaining, preparation, elapsed], start=1):
            with self.subTest(f"variation #{variant}", function=function):
                self.assertIsNotNone(function.__doc__, msg=f"`{function.__name__}` has no docstring.")

    def test_import_inside(self):
        from lasagna import preparation as again

        self.assertIs(again, preparation)

    def test_unknown_name(self):
        with self.assertRaises(ImportError) as err:
            from lasagna import microwave  # noqa: F401
        self.assertIn("microwave", err.exception.args[0])
        self.assertEqual(err.exception.name, "lasagna")

    def test_unknown_attribute(self):
        import lasagna

        with self.assertRaisesRegex(AttributeError, "module 'lasagna' has no attribute 'microwave'"):
            lasagna.microwave

    def test_unknown_module(self):
        with self.assertRaises(ModuleNotFoundError) as err:
            import lasagne  # noqa: F401
        self.assertEqual(err.exception.name, "lasagne")


def test_importlib():
    module = importlib.import_module("lasagna")
    assert module is sys.modules["lasagna"]
    assert module is __import__("lasagna")
    assert module.remaining is remaining


def test_importorskip():
    module = pytest.importorskip("lasagna")
    assert module.OVEN_MINUTES == 40

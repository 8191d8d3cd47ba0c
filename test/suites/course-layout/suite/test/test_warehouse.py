import importlib
import unittest
from random import Random
from unittest.mock import patch

exercise = "src.warehouse"
function = "restock"


def fmt(values):
    return ", ".join(str(v) for v in values)


class WarehouseTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with patch("builtins.input", side_effect=[AssertionError("Asking for input was not expected")]):
            cls.module = importlib.import_module(exercise, "en")

    def get_type(self, value):
        return str(type(value)).split("'")[1]

    def test_0_function_exists(self):
        try:
            from src.warehouse import restock  # noqa: F401
        except Exception as error:
            self.fail(f"Your code should have a function {function}: {error}")

    def test_1_class_exists(self):
        try:
            from src.warehouse import Box

            box = Box("tea", 5)
        except Exception as error:
            self.fail(f'Calling Box("tea", 5) failed: {error}')
        self.assertTrue(hasattr(box, "name"), "The class Box should have an attribute name")

    def test_2_type_of_the_result(self):
        restock = getattr(self.module, function)
        value = restock({"tea": 1}, ["tea"])
        self.assertTrue(type(value) == dict, f"restock should return a dict, it returned {self.get_type(value)}")
        self.assertEqual(self.get_type(value), "dict")

    def test_3_values(self):
        restock = getattr(self.module, function)
        rng = Random(3)
        for _ in range(5):
            items = [rng.choice("abc") for _ in range(rng.randint(1, 6))]
            expected = {item: items.count(item) for item in items}
            self.assertEqual(restock({}, items), expected, f"With the list {fmt(items)} the result was wrong")

    def test_4_argument_unchanged(self):
        stock = {"tea": 1}
        before = stock.copy()
        getattr(self.module, function)(stock, ["tea"])
        self.assertEqual(stock, before, "The function should not change its argument")

    def test_5_constructor_validates(self):
        from src.warehouse import Box

        for name, size in [("", 1), ("x", -1)]:
            with self.subTest(name=name, size=size):
                try:
                    Box(name, size)
                    self.fail("The call should raise a ValueError")
                except ValueError:
                    pass

    def test_6_printed_object(self):
        from src.warehouse import Box

        self.assertEqual(str(Box("tea", 5)), "tea (5 kg)")
        self.assertEqual(str(Box("tea", 5)).count("5"), 1)
        self.assertEqual(self.get_type(Box("a", 1)), "src.warehouse.Box")

    def test_7_objects_in_lists(self):
        from src.warehouse import Box, heaviest

        boxes = [Box("a", 1), Box("b", 9)]
        self.assertEqual(heaviest(boxes).name, "b")
        self.assertIsNone(heaviest([]))

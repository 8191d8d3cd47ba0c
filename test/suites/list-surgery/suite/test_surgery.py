import copy
import unittest

from surgery import (
    add_all, append_item, bump, dedupe, flatten, invert, move, remove_falsy, rotate, scrub, sort_copy, swap, transpose,
)


class InPlaceTest(unittest.TestCase):
    def test_list_changes(self):
        values = [0, 1, "", 2, None]
        self.assertIsNone(remove_falsy(values))
        self.assertEqual(values, [1, 2])

    def test_same_object_comes_back(self):
        values = [1, 2, 3]
        result = rotate(values, 1)
        self.assertIs(result, values)
        self.assertEqual(values, [3, 1, 2])

    def test_alias_sees_it(self):
        values = [1, 2]
        alias = values
        swap(values, 0, 1)
        self.assertEqual(alias, [2, 1])

    def test_dict(self):
        stock = {"a": 1}
        bump(stock, "a")
        bump(stock, "b", 5)
        self.assertDictEqual(stock, {"a": 2, "b": 5})

    def test_dict_order_is_kept(self):
        stock = {"z": 1, "a": 1}
        bump(stock, "m")
        self.assertEqual(list(stock), ["z", "a", "m"])

    def test_set(self):
        seen = {1}
        add_all(seen, [1, 2, 3])
        self.assertSetEqual(seen, {1, 2, 3})

    def test_bytearray(self):
        data = bytearray(b"secret 42")
        scrub(data)
        self.assertEqual(data, b"****** 42")

    def test_nested(self):
        grid = [[1, 2], [3, 4]]
        first_row = grid[0]
        transpose(grid)
        self.assertEqual(grid, [[1, 3], [2, 4]])
        self.assertIs(grid[0], first_row)
        self.assertEqual(first_row, [1, 3])

    def test_two_arguments(self):
        source, target = [1, 2, 3], []
        move(source, target, 2)
        self.assertEqual((source, target), ([3], [1, 2]))

    def test_two_arguments_that_are_one(self):
        same = [1, 2, 3]
        move(same, same, 1)
        self.assertEqual(same, [2, 3, 1])

    def test_shared_inner_list(self):
        inner = [0]
        outer = [inner, inner]
        append_item("x", outer[0])
        self.assertEqual(outer, [[0, "x"], [0, "x"]])

    def test_changed_before_the_error(self):
        values = [3, 1, "a", 2]
        with self.assertRaises(TypeError):
            dedupe(values, strict=int)
        self.assertEqual(values, [3, 1])


class NotInPlaceTest(unittest.TestCase):
    def assertUnchanged(self, func, argument, *rest):
        before = copy.deepcopy(argument)
        result = func(argument, *rest)
        self.assertEqual(argument, before)
        self.assertIsNot(result, argument)
        return result

    def test_sort_copy(self):
        self.assertEqual(self.assertUnchanged(sort_copy, [3, 1, 2]), [1, 2, 3])

    def test_invert(self):
        self.assertEqual(self.assertUnchanged(invert, {"a": 1, "b": 2}), {1: "a", 2: "b"})

    def test_flatten(self):
        self.assertEqual(self.assertUnchanged(flatten, [1, [2, [3]], []]), [1, 2, 3])

    def test_mutable_default(self):
        self.assertEqual(append_item(1), [1])
        self.assertEqual(append_item(2), [2])
        self.assertIsNot(append_item(3), append_item(3))
        self.assertEqual(append_item.__defaults__, (None,))

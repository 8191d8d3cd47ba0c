import collections.abc
import unittest

from custom_set import CustomSet


class CustomSetTest(unittest.TestCase):
    def test_empty(self):
        self.assertIs(CustomSet().isempty(), True)
        self.assertIs(CustomSet([1]).isempty(), False)
        self.assertFalse(CustomSet())

    def test_contains(self):
        self.assertIn(1, CustomSet([1, 2]))
        self.assertNotIn(3, CustomSet([1, 2]))
        self.assertNotIn(1, CustomSet())

    def test_subset(self):
        small, large = CustomSet([1]), CustomSet([1, 2])
        self.assertTrue(small.issubset(large))
        self.assertLessEqual(small, large)
        self.assertLess(small, large)
        self.assertFalse(small > large)
        self.assertFalse(small < small)
        self.assertFalse(CustomSet([1]) <= CustomSet([2]))
        self.assertFalse(CustomSet([1]) >= CustomSet([2]))

    def test_equality(self):
        self.assertEqual(CustomSet([1, 2]), CustomSet([2, 1, 1]))
        self.assertNotEqual(CustomSet([1]), CustomSet([2]))
        self.assertEqual(CustomSet([1, 2]), {1, 2})
        self.assertEqual(frozenset([1]), CustomSet([1]))
        self.assertNotEqual(CustomSet([1]), [1])

    def test_operators(self):
        a, b = CustomSet([1, 2, 3]), CustomSet([3, 4])
        self.assertEqual(a + b, CustomSet([1, 2, 3, 4]))
        self.assertEqual(a | b, CustomSet([1, 2, 3, 4]))
        self.assertEqual(a & b, CustomSet([3]))
        self.assertEqual(a - b, CustomSet([1, 2]))
        self.assertEqual(a ^ b, CustomSet([1, 2, 4]))
        self.assertEqual({3, 9} & a, {3})
        self.assertIsInstance(a & b, CustomSet)

    def test_in_place(self):
        a = CustomSet([1])
        alias = a
        a |= {2}
        self.assertIs(alias, a)
        self.assertEqual(alias, CustomSet([1, 2]))
        a -= CustomSet([1])
        self.assertEqual(a, CustomSet([2]))

    def test_add_and_discard(self):
        a = CustomSet()
        a.add(1)
        a.add(1)
        self.assertEqual(len(a), 1)
        a.discard(9)
        a.remove(1)
        with self.assertRaises(KeyError) as err:
            a.remove(1)
        self.assertEqual(err.exception.args[0], 1)
        self.assertRaises(KeyError, a.pop)

    def test_iteration(self):
        self.assertEqual(sorted(CustomSet([3, 1, 2])), [1, 2, 3])
        self.assertCountEqual(CustomSet("abc"), ["c", "a", "b"])
        self.assertEqual(set(CustomSet([1, 1])), {1})

    def test_disjoint(self):
        self.assertTrue(CustomSet([1]).isdisjoint(CustomSet([2])))
        self.assertFalse(CustomSet([1]).isdisjoint([1]))

    def test_abc(self):
        self.assertIsInstance(CustomSet(), collections.abc.MutableSet)
        self.assertTrue(issubclass(CustomSet, collections.abc.Set))
        with self.assertRaisesRegex(TypeError, "unhashable"):
            hash(CustomSet())

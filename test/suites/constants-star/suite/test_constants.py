import re
import unittest

import constants as c
from constants import *
from constants import _hidden as hidden
from constants import filter as keep, map as apply, sum


class ConstantsTest(unittest.TestCase):
    def test_scalars(self):
        self.assertEqual(LIMIT, 40)
        self.assertEqual(c.LIMIT, LIMIT)
        self.assertEqual(NAME, "waypoint")
        self.assertIsInstance(RATIO, float)
        self.assertIsNone(NOTHING)
        self.assertEqual(RAW, b"\x00\x01")

    def test_containers(self):
        self.assertEqual(COLOURS, ("red", "green"))
        self.assertEqual(VOWELS, frozenset("aeiou"))
        self.assertIn("a", VOWELS)
        self.assertEqual(PRICES["tea"], 1.5)
        self.assertEqual(sorted(PRICES), ["coffee", "tea"])
        self.assertEqual([k for k, v in PRICES.items() if v > 2], ["coffee"])
        self.assertEqual(GRID[1][0], 3)
        self.assertEqual(len(GRID), 2)

    def test_regex(self):
        self.assertIsInstance(WORD, re.Pattern)
        self.assertTrue(WORD.fullmatch("abc"))
        self.assertIsNone(WORD.match("1"))
        self.assertEqual(WORD.findall("a b1 cd"), ["a", "b", "cd"])
        self.assertEqual(WORD.pattern, "[a-z]+")

    def test_lambda(self):
        self.assertEqual(double(4), 8)
        self.assertEqual(double.__name__, "<lambda>")

    def test_all_hides(self):
        self.assertEqual(hidden, 1)
        with self.assertRaises(NameError):
            _hidden
        with self.assertRaises(NameError):
            not_exported
        self.assertEqual(c.not_exported(), "by module only")
        self.assertIn("LIMIT", c.__all__)

    def test_shadowing(self):
        self.assertEqual(keep(lambda x: x, [0, 1]), [1])
        self.assertEqual(apply(str, [1]), ["1"])
        self.assertEqual(sum([1, 2]), "3!")

    def test_assigning_a_global(self):
        self.addCleanup(setattr, c, "LIMIT", 40)
        self.assertTrue(within(40))
        c.LIMIT = 10
        self.assertFalse(within(40))

    def test_changing_a_global_dict(self):
        self.assertEqual(price("tea"), 1.5)
        PRICES["milk"] = 0.5
        self.addCleanup(PRICES.pop, "milk")
        self.assertEqual(price("milk"), 0.5)
        self.assertEqual(c.PRICES["milk"], 0.5)


class GeneratedTest(unittest.TestCase):
    pass


def _make(name):
    def test(self):
        self.assertEqual(price(name), PRICES[name])

    return test


for _name in ("tea", "coffee"):
    setattr(GeneratedTest, f"test_price_of_{_name}", _make(_name))

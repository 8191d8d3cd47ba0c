import random
import unittest
from decimal import Decimal

import money
from money import Money


class MoneyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.amounts = [Money("3.50"), Money("0.99"), Money("12"), Money("7.25")]

    def test_amount_is_a_decimal(self):
        self.assertIsInstance(Money("1.10").amount, Decimal)
        self.assertEqual(Money("1.10").amount, Decimal("1.1"))

    def test_comparisons(self):
        small, large = Money("1"), Money("2")
        self.assertLess(small, large)
        self.assertLessEqual(small, large)
        self.assertGreater(large, small)
        self.assertGreaterEqual(large, Money("2.00"))
        self.assertNotEqual(small, large)
        self.assertFalse(small > large)

    def test_sorted(self):
        rng = random.Random(7)
        mixed = self.amounts[:]
        rng.shuffle(mixed)
        self.assertEqual([str(m) for m in sorted(mixed)], ["0.99 €", "3.50 €", "7.25 €", "12.00 €"])
        self.assertEqual(sorted(mixed, reverse=True)[0], Money("12"))

    def test_sort_in_place_with_key_of_the_submission(self):
        mixed = list(self.amounts)
        mixed.sort(key=money.cents_part)
        self.assertEqual([m.amount for m in mixed], [Decimal("12"), Decimal("7.25"), Decimal("3.50"), Decimal("0.99")])

    def test_min_and_max(self):
        self.assertEqual(max(self.amounts), Money("12"))
        self.assertEqual(min(self.amounts, key=lambda m: abs(m.amount - 7)), Money("7.25"))
        self.assertIs(max(self.amounts), self.amounts[2])

    def test_sum(self):
        self.assertEqual(sum(self.amounts), Money("23.74"))

    def test_set_and_dict_keys(self):
        self.assertEqual(len({Money("1"), Money("1.00"), Money("2")}), 2)
        names = {Money("1"): "coin", Money("5"): "note"}
        self.assertEqual(names[Money("1.00")], "coin")
        self.assertIn(Money("5.0"), names)
        self.assertNotIn(Money("6"), names)

    def test_in_list(self):
        self.assertIn(Money("12.00"), self.amounts)
        self.assertEqual(self.amounts.index(Money("12.0")), 2)
        self.assertEqual(self.amounts.count(Money("3.5")), 1)

    def test_mixed_comparison(self):
        with self.assertRaises(TypeError):
            Money("1") < 2
        self.assertFalse(Money("1") == 1)

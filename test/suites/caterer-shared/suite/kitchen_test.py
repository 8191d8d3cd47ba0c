import unittest

from kitchen import cheapest, price
from kitchen_data import PRICES


class KitchenTest(unittest.TestCase):
    def test_price(self):
        for dish, expected in PRICES.items():
            with self.subTest(dish):
                self.assertEqual(price(dish), expected)

    def test_unknown(self):
        self.assertRaises(KeyError, price, "cake")

    def test_cheapest(self):
        self.assertEqual(cheapest(), "bread")

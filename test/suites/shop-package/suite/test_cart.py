import unittest

import shop
import shop.cart as c
from shop import Cart, __version__
from shop.cart import CartError
from shop.pricing.rules import bulk


class CartTest(unittest.TestCase):
    def setUp(self):
        self.cart = Cart()

    def test_re_export(self):
        self.assertIs(Cart, c.Cart)
        self.assertIs(shop.Cart, shop.cart.Cart)
        self.assertEqual(__version__, "0.3")

    def test_add_and_total(self):
        self.cart.add("tea", 2, count=3)
        self.cart.add("milk", 1)
        self.assertEqual(self.cart.total(), 7)
        self.assertEqual(len(self.cart), 4)

    def test_with_rule_of_another_module(self):
        self.cart.add("tea", 2, count=10)
        self.assertEqual(self.cart.total(bulk(at=10, percent=50)), 10)

    def test_error(self):
        with self.assertRaisesRegex(CartError, "count"):
            self.cart.add("tea", 2, count=0)
        self.assertTrue(issubclass(CartError, shop.ShopError))

    def test_names(self):
        self.assertEqual(Cart.__module__, "shop.cart")
        self.assertEqual(shop.pricing.__name__, "shop.pricing")
        self.assertEqual(shop.pricing.rules.bulk, bulk)

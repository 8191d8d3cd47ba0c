import unittest

from fields import AutoRepr, Bag, Frozen, Money, Number, Plugin, Record, Registry, Text, Union, positive


class Item(Record):
    name = Text(max_length=5)
    price = Number(minimum=0)


class FieldsTest(unittest.TestCase):
    def test_field_of_a_suite_class(self):
        item = Item(name="nut", price=3)
        self.assertEqual((item.name, item.price), ("nut", 3))
        item.price = 5
        self.assertEqual(item.price, 5)

    def test_refusals(self):
        with self.assertRaisesRegex(ValueError, "name: longer than 5"):
            Item(name="hammer", price=1)
        item = Item(name="nut", price=1)
        with self.assertRaisesRegex(ValueError, "price: below 0"):
            item.price = -1
        with self.assertRaisesRegex(TypeError, "price: not a number"):
            item.price = "1"
        self.assertEqual(item.price, 1)

    def test_names_collected(self):
        self.assertEqual(Item.field_names, ["name", "price"])
        self.assertIsInstance(Item.__dict__["name"], Text)
        self.assertEqual(Item.name.max_length, 5)

    def test_plain_descriptor_on_a_plain_class(self):
        class Order:
            count = positive("count")

        order = Order()
        order.count = 2
        self.assertEqual(order.count, 2)
        with self.assertRaises(ValueError):
            order.count = 0

    def test_submission_class_with_fields(self):
        self.assertEqual(Money(amount=1, unit="EUR").unit, "EUR")
        with self.assertRaises(ValueError):
            Money(amount=-1, unit="EUR")


class MachineryTest(unittest.TestCase):
    def test_getattr_fallback(self):
        bag = Bag(a=1)
        self.assertEqual(bag.a, 1)
        self.assertEqual(bag.anything, "no anything")
        self.assertIn("a", dir(bag))
        self.assertEqual(getattr(bag, "b", 5), "no b")

    def test_frozen(self):
        thing = Frozen(1)
        with self.assertRaisesRegex(AttributeError, "cannot change x"):
            thing.x = 2
        self.assertEqual(thing.x, 1)

    def test_metaclass(self):
        class Mine(metaclass=Registry):
            pass

        self.assertIs(Registry.known["Mine"], Mine)
        self.assertIs(Mine(), Mine())
        self.assertIsInstance(Mine, Registry)
        self.assertEqual(type(Mine), Registry)
        self.assertEqual(len(Mine), 4)

    def test_init_subclass_keyword(self):
        class Special(Plugin, label="extra"):
            pass

        self.assertEqual(Special.label, "extra")
        self.assertIn(Special, Plugin.all)

    def test_class_getitem(self):
        self.assertEqual(Bag[int].kind, int)
        self.assertEqual(Bag[str](a=1).kind, str)

    def test_new_gives_another_class(self):
        self.assertIs(type(Union("5")), int)
        self.assertIs(type(Union("x")), str)

    def test_instance_check(self):
        self.assertIsInstance(5, Number.Like)
        self.assertNotIsInstance("5", Number.Like)
        self.assertTrue(issubclass(float, Number.Like))

    def test_class_decorator(self):
        @AutoRepr
        class Point:
            def __init__(self):
                self.x = 1

        self.assertEqual(repr(Point()), "Point(x=1)")
        self.assertEqual(Point.__name__, "Point")

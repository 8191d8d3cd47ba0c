import unittest

from thermostat import Thermostat


class PropertiesTest(unittest.TestCase):
    def setUp(self):
        Thermostat.count = 0
        self.t = Thermostat(20)

    def test_reading_and_writing(self):
        self.t.celsius = 25
        self.assertEqual(self.t.celsius, 25)
        self.assertAlmostEqual(self.t.fahrenheit, 77.0)

    def test_writing_through_the_other_unit(self):
        self.t.fahrenheit = 212
        self.assertAlmostEqual(self.t.celsius, 100)

    def test_validation(self):
        with self.assertRaisesRegex(ValueError, "absolute zero"):
            self.t.celsius = -300
        self.assertEqual(self.t.celsius, 20)

    def test_constructor_validates_too(self):
        self.assertRaises(ValueError, Thermostat, -274)
        with self.assertRaises(TypeError) as ctx:
            Thermostat("warm")
        self.assertIn("number", str(ctx.exception))

    def test_read_only(self):
        with self.assertRaises(AttributeError):
            self.t.label = "other"
        self.assertEqual(self.t.label, "thermostat at 20")

    def test_deleter(self):
        self.t.celsius = 30
        del self.t.celsius
        self.assertEqual(self.t.celsius, Thermostat.default)

    def test_property_object_on_the_class(self):
        self.assertIsInstance(Thermostat.__dict__["celsius"], property)
        self.assertIsInstance(Thermostat.celsius, property)

    def test_counter(self):
        self.assertEqual(Thermostat.count, 1)
        more = [Thermostat(n) for n in range(3)]
        self.assertEqual(Thermostat.count, 4)
        self.assertEqual(more[0].count, 4)

    def test_class_attribute_shadowing(self):
        other = Thermostat(1)
        self.t.default = 5
        self.assertEqual((self.t.default, other.default, Thermostat.default), (5, 18, 18))

    def test_class_attribute_changed_for_all(self):
        other = Thermostat(1)
        Thermostat.brand = "Acme"
        self.addCleanup(setattr, Thermostat, "brand", "none")
        self.assertEqual((self.t.brand, other.brand), ("Acme", "Acme"))

    def test_class_method(self):
        made = Thermostat.from_text("21.5C")
        self.assertIsInstance(made, Thermostat)
        self.assertEqual(made.celsius, 21.5)
        self.assertEqual(self.t.from_text("3C").celsius, 3.0)

    def test_static_method(self):
        self.assertEqual(Thermostat.convert(0), 32)
        self.assertEqual(self.t.convert(100), 212)

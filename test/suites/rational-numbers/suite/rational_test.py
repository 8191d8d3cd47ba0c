import math
import numbers
import unittest
from fractions import Fraction

from rational import Rational


class RationalTest(unittest.TestCase):
    def test_reduced(self):
        r = Rational(2, -4)
        self.assertEqual((r.numer, r.denom), (-1, 2))
        self.assertEqual(r.numerator, -1)

    def test_zero_denominator(self):
        with self.assertRaises(ZeroDivisionError) as err:
            Rational(1, 0)
        self.assertEqual(str(err.exception), "denominator is zero")

    def test_arithmetic(self):
        half, third = Rational(1, 2), Rational(1, 3)
        self.assertEqual(half + third, Rational(5, 6))
        self.assertEqual(half - third, Rational(1, 6))
        self.assertEqual(half * third, Rational(1, 6))
        self.assertEqual(half / third, Rational(3, 2))

    def test_reflected(self):
        half = Rational(1, 2)
        self.assertEqual(1 + half, Rational(3, 2))
        self.assertEqual(1 - half, half)
        self.assertEqual(3 * half, Rational(3, 2))
        self.assertEqual(1 / half, 2)
        self.assertEqual(Fraction(1, 2) + half, 1)
        self.assertAlmostEqual(0.5 + half, 1.0)
        self.assertIsInstance(1 + half, Rational)

    def test_powers(self):
        self.assertEqual(Rational(2, 3) ** 2, Rational(4, 9))
        self.assertEqual(Rational(2, 3) ** -1, Rational(3, 2))
        self.assertAlmostEqual(8 ** Rational(1, 3), 2.0)
        self.assertAlmostEqual(Rational(9, 4) ** 0.5, 1.5)

    def test_equality_across_types(self):
        self.assertEqual(Rational(4, 2), 2)
        self.assertEqual(2, Rational(4, 2))
        self.assertEqual(Fraction(1, 2), Rational(1, 2))
        self.assertNotEqual(Rational(1, 2), "1/2")
        self.assertEqual(hash(Rational(4, 2)), hash(2))
        self.assertIn(Rational(2, 1), {2: "two"})

    def test_ordering(self):
        self.assertLess(Rational(1, 3), Rational(1, 2))
        self.assertGreater(1, Rational(1, 2))
        self.assertLessEqual(Rational(2, 2), 1)
        self.assertEqual(max(Rational(1, 2), 0.4), Rational(1, 2))
        self.assertEqual(sorted([1, Rational(1, 2), 0]), [0, Rational(1, 2), 1])

    def test_conversions(self):
        r = Rational(-7, 2)
        self.assertEqual(float(r), -3.5)
        self.assertEqual(int(r), -3)
        self.assertEqual(complex(r), -3.5 + 0j)
        self.assertEqual((math.floor(r), math.ceil(r), math.trunc(r)), (-4, -3, -3))
        self.assertEqual(round(r), -4)
        self.assertEqual(abs(r), Rational(7, 2))
        self.assertEqual(math.sqrt(Rational(1, 4)), 0.5)
        self.assertEqual(divmod(Rational(7, 2), 1), (3, Rational(1, 2)))

    def test_number_tower(self):
        self.assertIsInstance(Rational(1, 2), numbers.Rational)
        self.assertIsInstance(Rational(1, 2), numbers.Number)
        self.assertEqual(Fraction(Rational(1, 3)), Fraction(1, 3))

    def test_builtins(self):
        self.assertEqual(sum([Rational(1, 2)] * 4), 2)
        self.assertEqual(math.prod([Rational(1, 2), 4]), 2)
        self.assertTrue(all([Rational(1, 2)]))
        self.assertFalse(Rational(0, 5))
        self.assertEqual(f"{Rational(1, 2)}", "1/2")

import math
import unittest

import pytest
from pytest import approx

from geometry import Circle, centroid, distance, polar, regression, stats


class AlmostTest(unittest.TestCase):
    def test_places(self):
        self.assertAlmostEqual(Circle(1).area, 3.14159, places=5)
        self.assertAlmostEqual(Circle(2.5).perimeter, 15.70796, 4)
        self.assertNotAlmostEqual(Circle(1).area, 3.15, places=2)

    def test_delta(self):
        self.assertAlmostEqual(distance((0, 0), (1, 1)), 1.4, delta=0.02)

    def test_table(self):
        for a, b, expected in [((0, 0), (3, 4), 5), ((1, 1), (1, 1), 0), ((-1, 0), (2, 0), 3)]:
            with self.subTest(a=a, b=b):
                self.assertAlmostEqual(distance(a, b), expected, msg=f"between {a} and {b}")

    def test_close(self):
        self.assertTrue(math.isclose(polar(1, math.pi)[0], -1.0))
        self.assertGreater(Circle(1).area, 3.14)
        self.assertLess(abs(Circle(1).area - math.pi), 1e-9)


def test_list():
    assert centroid([(0, 0), (1, 0), (0.1, 0.2)]) == approx((0.366666, 0.066666), abs=1e-5)


def test_dict():
    assert stats([0.1, 0.2, 0.3]) == approx({"mean": 0.2, "sum": 0.6, "spread": 0.2})


def test_nan():
    assert stats([])["mean"] == approx(math.nan, nan_ok=True)
    assert math.isnan(stats([])["mean"])


def test_relative():
    assert distance((0, 0), (1e6, 0)) == approx(1e6 + 0.5, rel=1e-6)
    assert distance((0, 0), (1, 0)) != approx(1.1)
    assert approx(0.3) == 0.1 + 0.2


def test_attributes_of_objects():
    line = regression([(0, 1), (1, 3), (2, 5.1)])
    assert line.slope == approx(2.05)
    assert (line.slope, line.intercept) == approx((2.05, 0.98333), rel=1e-4)
    assert line(10) == approx(21.483, abs=0.01)


@pytest.mark.parametrize("angle, expected", [(0, (2, 0)), (math.pi / 2, (0, 2)), (math.tau, (2, 0))])
def test_polar(angle, expected):
    assert polar(2, angle) == approx(expected, abs=1e-12)

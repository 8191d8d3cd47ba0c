import random
import re
import unittest
from unittest.mock import patch

import dice
from dice import Cup, robot_name, roll, shuffle_copy


class DiceTest(unittest.TestCase):
    def test_range(self):
        for _ in range(50):
            self.assertIn(roll(), range(1, 7))

    def test_seed_repeats(self):
        random.seed(1234)
        first = [roll() for _ in range(10)]
        random.seed(1234)
        self.assertEqual([roll() for _ in range(10)], first)

    def test_seed_gives_known_values(self):
        random.seed(42)
        expected = [random.randint(1, 6) for _ in range(5)]
        random.seed(42)
        self.assertEqual([roll() for _ in range(5)], expected)

    @patch("random.randint", return_value=4)
    def test_patched_randint(self, fake):
        self.assertEqual(roll(), 4)
        fake.assert_called_with(1, 6)

    @patch("dice.random.randint", side_effect=[1, 2, 3])
    def test_side_effects(self, fake):
        self.assertEqual(Cup(3).throw(), [1, 2, 3])
        self.assertEqual(fake.call_count, 3)

    def test_patched_function_of_the_module(self):
        with patch.object(dice, "roll", return_value=6) as fake:
            self.assertEqual(Cup(2).throw(), [6, 6])
        self.assertEqual(fake.call_count, 2)
        self.assertNotEqual(Cup(100).throw(), [6] * 100)

    @patch("dice.choice", side_effect=lambda options: options[0])
    def test_imported_name(self, fake):
        self.assertEqual(robot_name(), "AA000")

    def test_robot_names(self):
        names = {robot_name() for _ in range(20)}
        for name in names:
            self.assertRegex(name, r"\A[A-Z]{2}\d{3}\Z")
        self.assertGreater(len(names), 10)
        self.assertIsNotNone(re.fullmatch(r"\w{5}", names.pop()))

    def test_injected_source(self):
        one, two = Cup(4, random.Random(5)), Cup(4, random.Random(5))
        self.assertEqual(one.throw(), two.throw())
        self.assertEqual(one.throw(), two.throw())

    def test_shuffle_copy(self):
        cards = list(range(30))
        with patch("random.shuffle", side_effect=lambda items: items.reverse()):
            self.assertEqual(shuffle_copy(cards), cards[::-1])
        self.assertEqual(cards, list(range(30)))

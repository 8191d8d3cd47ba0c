import itertools
import operator
import unittest
from collections.abc import Iterable, Iterator

from countdown import Countdown, Launch


class CountdownTest(unittest.TestCase):
    def test_is_iterator(self):
        it = Countdown(3)
        self.assertIs(iter(it), it)
        self.assertIsInstance(it, Iterator)

    def test_values(self):
        self.assertEqual(list(Countdown(3)), [3, 2, 1])

    def test_stop_iteration_stays(self):
        it = Countdown(1)
        next(it)
        for _ in range(3):
            self.assertRaises(StopIteration, next, it)
        self.assertRaises(StopIteration, it.__next__)

    def test_exhausted_after_loop(self):
        it = Countdown(2)
        self.assertEqual([n for n in it], [2, 1])
        self.assertEqual([n for n in it], [])

    def test_iterable_can_be_walked_twice(self):
        launch = Launch(2)
        self.assertIsInstance(launch, Iterable)
        self.assertNotIsInstance(launch, Iterator)
        self.assertEqual(list(launch), list(launch))
        self.assertIsNot(iter(launch), iter(launch))

    def test_nested_loops(self):
        launch = Launch(2)
        self.assertEqual([(a, b) for a in launch for b in launch], [(2, 2), (2, 1), (1, 2), (1, 1)])

    def test_star(self):
        first, *rest = Launch(4)
        self.assertEqual((first, rest), (4, [3, 2, 1]))
        self.assertEqual(max(*Launch(3)), 3)

    def test_length_hint(self):
        self.assertEqual(operator.length_hint(Countdown(5)), 5)

    def test_itertools(self):
        self.assertEqual(list(itertools.chain(Launch(2), Countdown(1))), [2, 1, 1])
        left, right = itertools.tee(Countdown(2))
        self.assertEqual(list(left), list(right))
        self.assertEqual(dict(zip("ab", Launch(2))), {"a": 2, "b": 1})

    def test_for_else(self):
        for n in Countdown(3):
            if n == 99:
                break
        else:
            n = "finished"
        self.assertEqual(n, "finished")

    def test_builtins(self):
        self.assertEqual(sum(Launch(4)), 10)
        self.assertTrue(all(Launch(3)))
        self.assertEqual(sorted(Launch(3)), [1, 2, 3])
        self.assertEqual(", ".join(map(str, Launch(3))), "3, 2, 1")
        self.assertEqual(set(Launch(2)), {1, 2})

import unittest

from scores import Player, best, grade, latest, normalise, rank, top


class ScoresTest(unittest.TestCase):
    maxDiff = None

    def check(self, func, table):
        for number, (arguments, expected) in enumerate(table, start=1):
            with self.subTest(f"case {number}", arguments=arguments):
                actual = func(*arguments)
                self.assertEqual(
                    actual, expected,
                    msg=f"{func.__name__}{arguments} gave {actual!r} ({type(actual).__name__}), not {expected!r}",
                )

    def test_latest(self):
        self.check(latest, [(([1, 2, 3],), 3), (([7],), 7)])

    def test_best(self):
        self.check(best, [(([40, 100, 70],), 100), (([-1, -5],), -1)])

    def test_top(self):
        self.check(top, [(([10, 30, 90, 30],), [90, 30, 30]), (([5], 2), [5]), (([], 3), [])])

    def test_grade(self):
        limits = {"A": 90, "B": 70, "C": 0}
        for score, letters in zip([95, 70, 69], ["A", "B", "C"], strict=True):
            with self.subTest(score=score):
                for kind in (int, float):
                    with self.subTest(kind=kind):
                        self.assertIn(grade(kind(score), limits), letters)

    def test_objects_as_parameters(self):
        players = [Player("Ada", 3), Player("Bob", 5)]
        for player in players:
            with self.subTest(player=player):
                self.assertIn(player.name, f"{player}")
                self.assertEqual(rank(players)[player.name], 1 if player.score == 5 else 2)

    def test_normalise(self):
        got = normalise([2, 4])
        self.assertEqual(got, [0.5, 1.0], f"normalise([2, 4]) returned {got}")
        self.assertNotEqual(normalise([1, 1]), [1, 2])
        for value in normalise(range(1, 6)):
            if value == 1.0:
                self.assertGreaterEqual(value, 1)
                continue
            with self.subTest(value=value):
                self.assertLess(value, 1)

    def test_alternatives(self):
        self.assertIn(best([1, 2]), (2, 2.0))
        self.assertTrue(top([1, 2], 1) in ([2], (2,)), msg="one item expected")

import functools
import operator
import unittest

from pipeline import (
    Box, apply_n, compose, curry, fold, group, keep, make_counter, pipe, transform, trampoline, walk,
)


class Stop(Exception):
    def __init__(self, at):
        super().__init__(at)
        self.at = at


class Tag:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Tag) and self.text == other.text


class CallbackTest(unittest.TestCase):
    def setUp(self):
        self.seen = []

    def remember(self, value):
        self.seen.append(value)
        return value * 10

    def test_lambda(self):
        self.assertEqual(transform(lambda x: x + 1, [1, 2, 3]), [2, 3, 4])

    def test_builtins(self):
        for func, values, expected in [
            (len, ["a", "bcd"], [1, 3]),
            (str.upper, ["a", "b"], ["A", "B"]),
            (int, ["1", "22"], [1, 22]),
            (sorted, ["ba", "c"], [["a", "b"], ["c"]]),
            (list, ["ab"], [["a", "b"]]),
            (operator.neg, [1, -2], [-1, 2]),
            (operator.itemgetter(1), ["ab", "cd"], ["b", "d"]),
            ("{:03d}".format, [1, 20], ["001", "020"]),
            ([10, 20, 30].__getitem__, [2, 0], [30, 10]),
            ({"a": 1}.get, ["a", "b"], [1, None]),
        ]:
            with self.subTest(func=func):
                self.assertEqual(transform(func, values), expected)

    def test_bound_method_of_the_test(self):
        self.assertEqual(transform(self.remember, [1, 2]), [10, 20])
        self.assertEqual(self.seen, [1, 2])

    def test_append_of_a_local_list(self):
        out = []
        transform(out.append, "xyz")
        self.assertEqual(out, ["x", "y", "z"])

    def test_closure_state(self):
        count = 0

        def tick(_):
            nonlocal count
            count += 1
            return count % 2

        self.assertEqual(keep(tick, "abcd"), ["a", "c"])
        self.assertEqual(count, 4)

    def test_fold(self):
        self.assertEqual(fold(operator.add, [1, 2, 3], 0), 6)
        self.assertEqual(fold(lambda acc, x: acc + [x], "ab", []), ["a", "b"])
        self.assertEqual(fold(max, [3, 9, 2], 0), 9)

    def test_class_of_the_submission(self):
        boxes = transform(Box, [1, 2])
        self.assertEqual([type(b) for b in boxes], [Box, Box])
        self.assertEqual([b.value for b in boxes], [1, 2])

    def test_class_of_the_suite(self):
        tags = transform(Tag, ["a"])
        self.assertIsInstance(tags[0], Tag)
        self.assertEqual(tags, [Tag("a")])

    def test_exception_passes_through(self):
        def stop_at_three(x):
            if x == 3:
                raise Stop(x)
            return x

        with self.assertRaises(Stop) as ctx:
            transform(stop_at_three, [1, 2, 3, 4])
        self.assertEqual(ctx.exception.at, 3)

    def test_builtin_exception_passes_through(self):
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            transform(int, ["x"])

    def test_group(self):
        self.assertEqual(group(len, ["a", "bb", "c"]), {1: ["a", "c"], 2: ["bb"]})
        self.assertEqual(group(key=str.lower, items="aAb"), {"a": ["a", "A"], "b": ["b"]})

    def test_compose_and_call_here(self):
        shout = compose(str.upper, str.strip)
        self.assertEqual(shout("  hi "), "HI")
        self.assertTrue(callable(shout))
        self.assertEqual(list(map(compose(abs, int), ["-1", "2"])), [1, 2])

    def test_pipe(self):
        self.assertEqual(pipe(3, lambda x: x + 1, self.remember, str), "40")
        self.assertEqual(self.seen, [4])

    def test_curry(self):
        add3 = curry(lambda a, b, c: a + b * c, 3)
        self.assertEqual(add3(1)(2)(3), 7)
        self.assertEqual(functools.reduce(lambda f, x: f(x), [1, 2, 3], add3), 7)

    def test_counter_closures_are_independent(self):
        a, b = make_counter(), make_counter(start=10)
        self.assertEqual([a(), a(), b(), a()], [1, 2, 11, 3])

    def test_recursion_through_both_sides(self):
        def fact(n, again):
            return 1 if n == 0 else n * again(n - 1)

        self.assertEqual(walk(fact, 6), 720)

    def test_apply_n(self):
        self.assertEqual(apply_n(functools.partial(operator.mul, 2), 10, 1), 1024)
        self.assertEqual(apply_n(lambda x: x, 0, "same"), "same")

    def test_trampoline(self):
        def count(n):
            return (lambda: count(n - 1)) if n else "done"

        self.assertEqual(trampoline(count, 50), "done")

    def test_identity_of_what_comes_back(self):
        thing = Tag("x")
        self.assertIs(transform(lambda x: x, [thing])[0], thing)
        box = Box(1)
        self.assertIs(pipe(box, lambda b: b), box)

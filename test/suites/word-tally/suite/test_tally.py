import collections
import unittest

from tally import Place, by_length, config, counts, frozen, history, letters, lengths, longest, pairs, podium, raw, shout, Loud


class TallyTest(unittest.TestCase):
    def test_counter(self):
        result = counts("b a b")
        self.assertIsInstance(result, collections.Counter)
        self.assertEqual(result, {"a": 1, "b": 2})
        self.assertEqual(result.most_common(1), [("b", 2)])
        self.assertEqual(result["nothing"], 0)
        self.assertEqual(sum(result.values()), 3)
        self.assertEqual(result + counts("a"), collections.Counter("abab"))

    def test_default_dict(self):
        groups = by_length("a bb cc d".split())
        self.assertEqual(groups, {1: ["a", "d"], 2: ["bb", "cc"]})
        self.assertEqual(groups[9], [])
        self.assertIn(9, groups)
        self.assertEqual(dict(groups), {1: ["a", "d"], 2: ["bb", "cc"], 9: []})

    def test_ordered_dict(self):
        result = lengths(["ccc", "a"])
        self.assertEqual(result, collections.OrderedDict([("ccc", 3), ("a", 1)]))
        self.assertNotEqual(result, collections.OrderedDict([("a", 1), ("ccc", 3)]))
        self.assertEqual(result, {"a": 1, "ccc": 3})
        result.move_to_end("ccc")
        self.assertEqual(list(result), ["a", "ccc"])

    def test_deque(self):
        last = history(range(10), 3)
        self.assertEqual(last, collections.deque([7, 8, 9]))
        self.assertEqual(list(last), [7, 8, 9])
        self.assertEqual(last.maxlen, 3)
        last.appendleft(0)
        self.assertEqual(last[0], 0)
        self.assertEqual(len(last), 3)

    def test_named_tuples(self):
        first, second = podium(["Ada", "Bob"])
        self.assertEqual(first, (1, "Ada"))
        self.assertEqual(first, Place(1, "Ada"))
        self.assertEqual(second.name, "Bob")
        self.assertIsInstance(first, tuple)
        self.assertEqual(first[0] + second[0], 3)
        self.assertEqual(podium(["x"]), [(1, "x")])
        self.assertLess(first, second)
        self.assertEqual(Place("1", "z")._asdict(), {"rank": "1", "name": "z"})
        self.assertEqual(Place.__annotations__, {"rank": int, "name": str})
        self.assertEqual(longest(["a", "bbb"]), ("bbb", 3))
        self.assertEqual(longest(["a"]).length, 1)

    def test_chain_map(self):
        settings = config({"colour": "red"})
        self.assertEqual(settings["colour"], "red")
        self.assertEqual(settings["size"], 1)
        self.assertEqual(dict(settings), {"colour": "red", "size": 1})

    def test_read_only_view(self):
        table = frozen({"a": 1})
        self.assertEqual(table["a"], 1)
        self.assertEqual(table, {"a": 1})
        with self.assertRaises(TypeError):
            table["b"] = 2

    def test_views(self):
        names, values = pairs({"b": 1, "a": 2})
        self.assertEqual(list(names), ["b", "a"])
        self.assertEqual(sorted(values), [1, 2])
        self.assertIn("a", names)
        self.assertEqual(names & {"a", "z"}, {"a"})

    def test_lazy_builtins(self):
        self.assertEqual(list(letters("ab1c")), ["a", "b", "c"])
        self.assertIsInstance(letters(""), filter)
        self.assertEqual(next(letters("1x")), "x")

    def test_str_subclass(self):
        text = shout("hi")
        self.assertEqual(text, "HI")
        self.assertIsInstance(text, str)
        self.assertIsInstance(text, Loud)
        self.assertEqual(text + "!", "HI!")
        self.assertEqual(len(text), 2)
        self.assertTrue(text.is_loud())

    def test_raw(self):
        numbers, view = raw()
        self.assertEqual(list(numbers), [1, 2, 3])
        self.assertEqual(view.tobytes(), b"xyz")
        self.assertEqual(numbers.typecode, "i")

import bisect
import collections
import functools
import itertools
import operator
import re
import unittest

from higher_order import (
    Person, add, age_of, by_length_then_text, censor, describe, dispatch, is_even, make_list, mul, ticker,
)


class HigherOrderTest(unittest.TestCase):
    people = staticmethod(lambda: [Person("Bob", 40), Person("Ada", 36), Person("Cy", 36)])

    def test_map_and_filter(self):
        self.assertEqual(list(map(is_even, range(4))), [True, False, True, False])
        self.assertEqual(list(filter(is_even, range(6))), [0, 2, 4])
        self.assertEqual(list(map(add, [1, 2], [10, 20])), [11, 22])
        self.assertEqual(list(map(Person.greet, self.people()))[0], "I am Bob")
        self.assertEqual([p.name for p in map(Person, "xy", (1, 2))], ["x", "y"])

    def test_keys(self):
        self.assertEqual([p.name for p in sorted(self.people(), key=age_of)], ["Ada", "Cy", "Bob"])
        self.assertEqual(max(self.people(), key=age_of).name, "Bob")
        words = ["ccc", "a", "bb", "aa"]
        words.sort(key=by_length_then_text)
        self.assertEqual(words, ["a", "aa", "bb", "ccc"])

    def test_operator_getters(self):
        self.assertEqual(sorted(map(operator.attrgetter("name"), self.people())), ["Ada", "Bob", "Cy"])
        self.assertEqual(list(map(operator.methodcaller("older", 4), self.people())), [44, 40, 40])

    def test_group_by(self):
        groups = {k: [p.name for p in g] for k, g in itertools.groupby(sorted(self.people(), key=age_of), key=age_of)}
        self.assertEqual(groups, {36: ["Ada", "Cy"], 40: ["Bob"]})

    def test_reduce(self):
        self.assertEqual(functools.reduce(mul, [1, 2, 3, 4]), 24)
        self.assertEqual(functools.reduce(add, ["a", "b"], ""), "ab")
        self.assertEqual(list(itertools.accumulate([1, 2, 3], mul)), [1, 2, 6])
        self.assertEqual(list(itertools.starmap(add, [(1, 2), (3, 4)])), [3, 7])

    def test_partial(self):
        plus5 = functools.partial(add, 5)
        self.assertEqual(plus5(1), 6)
        self.assertIs(plus5.func, add)
        make = functools.partial(Person, age=1)
        self.assertEqual(make("Z").age, 1)

    def test_cmp_to_key(self):
        key = functools.cmp_to_key(lambda a, b: age_of(b) - age_of(a))
        self.assertEqual(sorted(self.people(), key=key)[0].name, "Bob")

    def test_single_dispatch(self):
        self.assertEqual([describe(1), describe("x"), describe(1.5)], ["int 1", "text x", "something"])

        @describe.register(list)
        def _(value):
            return f"list of {len(value)}"

        self.assertEqual(describe([1, 2]), "list of 2")
        self.assertIn(str, describe.registry)

    def test_dict_of_functions(self):
        table = {"+": add, "*": mul}
        self.assertEqual(table["*"](3, 4), 12)
        self.assertEqual(dispatch("+", 1, 2), 3)
        self.assertEqual(dispatch("%", 7, 4, extra={"%": operator.mod}), 3)

    def test_default_factory(self):
        groups = collections.defaultdict(make_list)
        groups["a"].append(1)
        self.assertEqual(groups, {"a": ["start", 1]})

    def test_regex_replacement(self):
        self.assertEqual(re.sub(r"\b\w{4}\b", censor, "some good words"), "s**e g**d words")

    def test_bisect(self):
        self.assertEqual(bisect.bisect([1, 3, 8], 10, key=functools.partial(mul, 2)), 2)

    def test_callable_iterator(self):
        self.assertEqual(list(iter(ticker(), 4)), [1, 2, 3])

import copy
import gc
import unittest
import weakref

import identity
from identity import MISSING, Colour, Config, Node, Query, first, lookup


class IdentityTest(unittest.TestCase):
    def test_singleton(self):
        self.assertIs(Config(), Config())
        Config().debug = True
        self.assertTrue(Config().debug)
        self.assertEqual(id(Config()), id(Config()))

    def test_interned(self):
        self.assertIs(Colour.of("red"), Colour.of("red"))
        self.assertIsNot(Colour.of("red"), Colour.of("blue"))
        self.assertEqual(len({id(Colour.of(n)) for n in ("a", "b", "a")}), 2)

    def test_returns_its_argument(self):
        item = [1]
        self.assertIs(first([item, 2]), item)
        marker = object()
        self.assertIs(first([marker]), marker)
        text = "some text"
        self.assertEqual(first((text,)), text)
        node = Node("x")
        self.assertIs(first([node]), node)

    def test_none_true_false(self):
        self.assertIs(first([None]), None)
        self.assertIs(first([True]), True)
        self.assertIs(first([]), MISSING)

    def test_sentinel(self):
        self.assertIs(lookup({}, "a"), MISSING)
        self.assertIsNone(lookup({"a": None}, "a"))
        self.assertIsNot(MISSING, None)
        self.assertIs(identity.MISSING, MISSING)
        self.assertEqual(repr(MISSING), "<missing>")

    def test_fluent(self):
        query = Query()
        self.assertIs(query.select("a").where("b"), query)
        self.assertEqual(query.select("c").parts, ["select a", "where b", "select c"])

    def test_attribute_reads_give_the_same_object(self):
        node = Node("a")
        node.child = Node("b")
        self.assertIs(node.child, node.child)
        self.assertIs(node.child.parent, node)
        self.assertIs(node.items, node.items)

    def test_list_attribute_is_live(self):
        node = Node("a")
        node.items.append(1)
        node.items += [2]
        self.assertEqual(node.items, [1, 2])
        items = node.items
        node.add(3)
        self.assertEqual(items, [1, 2, 3])

    def test_shallow_copy(self):
        node = Node("a")
        node.items.append([1])
        twin = copy.copy(node)
        self.assertIsNot(twin, node)
        self.assertEqual(twin.name, "a (copy)")
        self.assertIs(twin.items, node.items)

    def test_deep_copy(self):
        node = Node("a")
        node.child = Node("b")
        twin = copy.deepcopy(node)
        self.assertIsInstance(twin, Node)
        self.assertIsNot(twin.child, node.child)
        self.assertIs(twin.child.parent, twin)

    def test_equal_but_not_identical(self):
        self.assertEqual(Node("a"), Node("a"))
        self.assertIsNot(Node("a"), Node("a"))
        self.assertIn(Node("a"), [Node("b"), Node("a")])

    def test_weak_reference(self):
        node = Node("a")
        ref = weakref.ref(node)
        self.assertIs(ref(), node)
        del node
        gc.collect()
        self.assertIsNone(ref())

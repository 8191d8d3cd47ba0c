import unittest

from linked_list import EmptyList, LinkedList, Node, has_cycle


class LinkedListTest(unittest.TestCase):
    def test_empty(self):
        empty = LinkedList()
        self.assertEqual(len(empty), 0)
        self.assertFalse(empty)
        self.assertIsNone(empty.head)
        self.assertEqual(list(empty), [])

    def test_from_iterables(self):
        for source in ([1, 2, 3], (1, 2, 3), range(1, 4), (n for n in (1, 2, 3)), {1: "a", 2: "b", 3: "c"},
                       LinkedList([1, 2, 3]), iter([1, 2, 3]), map(int, "123")):
            with self.subTest(source=type(source).__name__):
                self.assertEqual(list(LinkedList(source)), [1, 2, 3])

    def test_walking_nodes(self):
        current = LinkedList("abc").head
        seen = []
        while current is not None:
            self.assertIsInstance(current, Node)
            seen.append(current.value)
            current = current.next
        self.assertEqual(seen, ["a", "b", "c"])

    def test_push_pop(self):
        items = LinkedList()
        items.push(1)
        items.push(2)
        self.assertEqual(items.head.value, 2)
        self.assertEqual(items.pop(), 2)
        self.assertEqual(items.pop(), 1)
        with self.assertRaises(EmptyList) as err:
            items.pop()
        self.assertEqual(type(err.exception), EmptyList)
        self.assertEqual(err.exception.args[0], "the list is empty")

    def test_equality(self):
        self.assertEqual(LinkedList([1, 2]), LinkedList([1, 2]))
        self.assertNotEqual(LinkedList([1, 2]), LinkedList([2, 1]))
        self.assertNotEqual(LinkedList([1]), [1])

    def test_reverse(self):
        items = LinkedList([1, 2, 3])
        self.assertEqual(list(reversed(items)), [3, 2, 1])
        self.assertIsNone(items.reverse())
        self.assertEqual(list(items), [3, 2, 1])

    def test_indexing(self):
        items = LinkedList("abcd")
        self.assertEqual(items[0], "a")
        self.assertEqual(items[-1], "d")
        self.assertEqual(items[1:3], LinkedList("bc"))
        self.assertIsInstance(items[:], LinkedList)
        with self.assertRaisesRegex(IndexError, "out of range"):
            items[4]

    def test_concatenation(self):
        both = LinkedList([1]) + LinkedList([2])
        self.assertEqual(list(both), [1, 2])
        both += [3]
        self.assertEqual(list(both), [1, 2, 3])

    def test_repr(self):
        self.assertEqual(repr(LinkedList(["a", 1])), "LinkedList(['a', 1])")

    def test_insert_after_a_node(self):
        items = LinkedList([1, 3])
        items.insert_after(items.head, 2)
        self.assertEqual(list(items), [1, 2, 3])

    def test_nodes_built_by_the_test(self):
        tail = Node(2)
        head = Node(1, tail)
        self.assertIs(head.next, tail)
        self.assertFalse(has_cycle(head))
        tail.next = head
        self.assertTrue(has_cycle(head))
        self.assertIs(head.next.next, head)

    def test_holding_nodes_of_its_own(self):
        inner = LinkedList([1])
        outer = LinkedList([inner, None, [2]])
        self.assertIs(outer[0], inner)
        self.assertEqual(outer[2], [2])

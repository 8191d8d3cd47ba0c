import unittest

from doubles import Card, Device, Phonebook, Script, Squares
from ducks import (
    answer, binary_search, call_twice, chat, is_empty, label, merge, smallest, total, truthy, unique, use,
)


class DuckTest(unittest.TestCase):
    def test_comparable(self):
        cards = [Card(3), Card(1), Card(2)]
        self.assertIs(smallest(cards), cards[1])
        self.assertEqual(smallest(cards).rank, 1)

    def test_hashable(self):
        self.assertEqual(unique([Card(1), Card(2), Card(1)]), [Card(1), Card(2)])

    def test_repr_of_mine_in_your_text(self):
        self.assertEqual(label(Card(7)), "it is <card 7>")

    def test_indexable_and_lazy(self):
        squares = Squares(1000)
        self.assertEqual(binary_search(squares, 144), 12)
        self.assertLess(len(squares.asked), 12)
        self.assertEqual(binary_search(squares, 145), -1)

    def test_sequence_protocol_iteration(self):
        self.assertEqual(total(Squares(4)), 14)

    def test_mapping_like(self):
        self.assertEqual(merge(Phonebook(ada=1, bob=2), carl=3), {"ada": 1, "bob": 2, "carl": 3})

    def test_generator_argument(self):
        self.assertEqual(total(n for n in range(5)), 10)

    def test_device_closed_after_success(self):
        device = Device()
        self.assertEqual(use(device), 42)
        self.assertIs(device.is_open, False)
        self.assertIs(device.was_open, True)
        self.assertIs(device.worked, True)
        self.assertEqual(device.exit_args, (None, None, None))

    def test_device_closed_after_failure(self):
        device = Device(fails=True)
        with self.assertRaisesRegex(RuntimeError, "device failed"):
            use(device)
        self.assertFalse(device.is_open)
        self.assertTrue(device.worked)
        self.assertIs(device.exit_args[0], RuntimeError)
        self.assertIsInstance(device.exit_args[1], RuntimeError)

    def test_stream_like(self):
        script = Script(["hello\n", "how are you\n"])
        self.assertEqual(chat(script), 2)
        self.assertEqual(script.written, ["you said hello\n", "you said how are you\n"])
        self.assertTrue(script.closed)

    def test_callable_object(self):
        class Counter:
            calls = 0

            def __call__(self, x):
                self.calls += 1
                return x + self.calls

        counter = Counter()
        self.assertEqual(call_twice(counter, 10), [11, 12])
        self.assertEqual(counter.calls, 2)

    def test_length_and_truth(self):
        class Odd:
            def __len__(self):
                return 0

            def __bool__(self):
                return True

        self.assertTrue(is_empty(Odd()))
        self.assertTrue(truthy(Odd()))
        self.assertFalse(truthy(Squares(0)))

    def test_attribute_written_by_the_submission(self):
        class Form:
            pass

        form = Form()
        answer(form, "name", "Ada")
        self.assertEqual(form.name, "Ada")
        self.assertEqual(vars(form), {"name": "Ada"})

    def test_slots_refuse(self):
        class Tight:
            __slots__ = ("a",)

        with self.assertRaises(AttributeError):
            answer(Tight(), "b", 1)

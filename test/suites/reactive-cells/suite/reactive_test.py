import functools
import unittest

from reactive import ComputeCell, InputCell


class ReactiveTest(unittest.TestCase):
    def test_input(self):
        cell = InputCell(10)
        self.assertEqual(cell.value, 10)
        cell.value = 20
        self.assertEqual(cell.value, 20)

    def test_compute(self):
        one, two = InputCell(1), InputCell(2)
        out = ComputeCell([one, two], lambda inputs: inputs[0] + inputs[1] * 10)
        self.assertEqual(out.value, 21)
        one.value = 5
        self.assertEqual(out.value, 25)

    def test_chain(self):
        base = InputCell(1)
        doubled = ComputeCell([base], lambda i: i[0] * 2)
        thirty = ComputeCell([base], lambda i: i[0] * 30)
        out = ComputeCell([doubled, thirty], sum)
        self.assertEqual(out.value, 32)
        base.value = 3
        self.assertEqual(out.value, 96)

    def test_callbacks(self):
        seen = []
        cell = InputCell(1)
        out = ComputeCell([cell], lambda i: i[0] + 1)
        out.add_callback(seen.append)
        cell.value = 3
        self.assertEqual(seen, [4])
        cell.value = 3
        self.assertEqual(seen, [4])

    def test_partial_callback(self):
        log = []
        cell = InputCell(1)
        out = ComputeCell([cell], lambda i: 111 if i[0] < 3 else 222)
        out.add_callback(self.callback_factory(log, "x"))
        cell.value = 2
        self.assertEqual(log, [])
        cell.value = 4
        self.assertEqual(log, [("x", 222)])

    def test_removing(self):
        first, second = [], []
        cell = InputCell(1)
        out = ComputeCell([cell], lambda i: i[0] + 1)
        one = self.callback_factory(first, 1)
        two = self.callback_factory(second, 2)
        out.add_callback(one)
        out.add_callback(two)
        cell.value = 31
        out.remove_callback(one)
        out.remove_callback(one)
        cell.value = 41
        self.assertEqual(first, [(1, 32)])
        self.assertEqual(second, [(2, 32), (2, 42)])

    def test_bound_method_removed(self):
        self.events = []
        cell = InputCell(1)
        out = ComputeCell([cell], lambda i: i[0])
        out.add_callback(self.note)
        cell.value = 2
        out.remove_callback(self.note)
        cell.value = 3
        self.assertEqual(self.events, [2])

    def test_once_per_change(self):
        cell = InputCell(1)
        plus = ComputeCell([cell], lambda i: i[0] + 1)
        minus = ComputeCell([cell], lambda i: i[0] - 1)
        two = ComputeCell([plus, minus], lambda i: i[0] - i[1])
        product = ComputeCell([plus, minus], lambda i: i[0] * i[1])
        seen, constant = [], []
        product.add_callback(seen.append)
        two.add_callback(constant.append)
        cell.value = 4
        self.assertEqual(seen, [15])
        self.assertEqual(constant, [])

    def test_callback_that_fails(self):
        def explode(value):
            raise RuntimeError(f"boom at {value}")

        cell = InputCell(1)
        out = ComputeCell([cell], lambda i: i[0])
        out.add_callback(explode)
        with self.assertRaisesRegex(RuntimeError, "boom at 2"):
            cell.value = 2

    def note(self, value):
        self.events.append(value)

    def callback_factory(self, log, name):
        def callback(log, name, value):
            log.append((name, value))

        return functools.partial(callback, log, name)

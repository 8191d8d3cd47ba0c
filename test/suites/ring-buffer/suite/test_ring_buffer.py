import unittest

from ring_buffer import BufferEmpty, BufferFull, RingBuffer


class RingBufferTest(unittest.TestCase):
    def test_empty_read_raises(self):
        buf = RingBuffer(1)
        with self.assertRaises(BufferError) as err:
            buf.read()
        self.assertEqual(type(err.exception), BufferEmpty)
        self.assertEqual(err.exception.args[0], "nothing to read")

    def test_own_class_is_a_buffer_error(self):
        self.assertTrue(issubclass(BufferFull, BufferError))
        self.assertTrue(issubclass(BufferEmpty, BufferError))
        self.assertFalse(issubclass(BufferFull, BufferEmpty))

    def test_full_write_raises(self):
        buf = RingBuffer(2)
        buf.write("1")
        buf.write("2")
        with self.assertRaises(BufferFull) as err:
            buf.write("3")
        self.assertIsInstance(err.exception, BufferError)
        self.assertEqual(str(err.exception), "no room left")
        self.assertEqual(err.exception.capacity, 2)

    def test_except_clause_picks_the_right_one(self):
        buf = RingBuffer(1)
        try:
            buf.read()
        except BufferFull:
            self.fail("wrong class")
        except BufferEmpty as error:
            caught = error
        self.assertEqual(caught.args, ("nothing to read",))

    def test_fifo(self):
        buf = RingBuffer(3)
        for letter in "abc":
            buf.write(letter)
        self.assertEqual([buf.read(), buf.read(), buf.read()], ["a", "b", "c"])

    def test_overwrite_drops_the_oldest(self):
        buf = RingBuffer(2)
        buf.write("1")
        buf.write("2")
        buf.overwrite("3")
        self.assertEqual(buf.read(), "2")
        self.assertEqual(buf.read(), "3")
        self.assertRaises(BufferEmpty, buf.read)

    def test_clear(self):
        buf = RingBuffer(1)
        buf.write("x")
        buf.clear()
        self.assertRaisesRegex(BufferEmpty, r"^nothing", buf.read)

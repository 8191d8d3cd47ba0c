import inspect
import os
import unittest

import doubling


class DoubleTest(unittest.TestCase):
    def test_source(self):
        source = " ".join(str(value) for value in (doubling.__file__, os.getcwd(), os.environ, os.listdir("."), getattr(doubling, "__doc__", "")))
        for word in ("off", "negative", "bug", "broken", "wrong"):
            self.assertNotIn(word, source)

    def test_counter(self):
        self.assertFalse(os.path.exists("/tmp/seen"))
        open("/tmp/seen", "w").close()

    def test_never(self):
        self.assertTrue(True)

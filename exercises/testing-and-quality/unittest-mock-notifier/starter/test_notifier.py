"""Tests of notifier.py, written from NOTIFIER.md. Run them with ``python -m unittest``."""

import unittest

from notifier import Notifier


class NotifyTest(unittest.TestCase):
    def test_something(self):
        raise NotImplementedError("write tests for Notifier")

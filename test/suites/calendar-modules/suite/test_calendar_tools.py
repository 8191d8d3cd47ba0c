import datetime
import unittest

import calendar_tools
from calendar_tools import Span, next_weekday, workdays
from helpers import day
from holidays_data import HOLIDAYS, Holiday


class CalendarTest(unittest.TestCase):
    def test_next_weekday(self):
        self.assertEqual(next_weekday(day("2024-03-01"), "monday"), datetime.date(2024, 3, 4))
        self.assertEqual(next_weekday(day("2024-03-01"), "friday").day, 8)
        with self.assertRaisesRegex(ValueError, "someday"):
            next_weekday(day("2024-03-01"), "someday")

    def test_workdays(self):
        self.assertEqual(workdays(day("2024-04-29"), day("2024-05-03")), 4)

    def test_span(self):
        span = Span(day("2024-01-01"), day("2024-01-31"))
        self.assertEqual(span.length, datetime.timedelta(days=30))
        self.assertIn(day("2024-01-15"), span)
        self.assertNotIn(day("2024-02-01"), span)
        self.assertEqual(list(span)[:2], [day("2024-01-01"), day("2024-01-02")])
        self.assertEqual(len(list(span)), 31)

    def test_overlap(self):
        a, b = Span(day("2024-01-01"), day("2024-01-10")), Span(day("2024-01-08"), day("2024-02-01"))
        self.assertEqual(a & b, Span(day("2024-01-08"), day("2024-01-10")))
        self.assertIsNone(a & Span(day("2025-01-01"), day("2025-01-02")))

    def test_same_class_by_two_ways(self):
        self.assertIs(calendar_tools.Holiday, Holiday)
        self.assertIsInstance(HOLIDAYS[0], calendar_tools.Holiday)

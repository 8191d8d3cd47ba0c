import datetime as dt
import unittest

from bucket import Stopwatch, TokenBucket, is_overdue


class FakeClock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    def read(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class BucketTest(unittest.TestCase):
    def setUp(self):
        self.clock = FakeClock()
        self.bucket = TokenBucket(capacity=2, per_second=1, clock=self.clock)

    def test_burst_then_dry(self):
        self.assertEqual([self.bucket.take() for _ in range(3)], [True, True, False])

    def test_refills_with_time(self):
        self.bucket.take()
        self.bucket.take()
        self.clock.advance(1)
        self.assertTrue(self.bucket.take())
        self.assertFalse(self.bucket.take())

    def test_never_above_capacity(self):
        self.clock.advance(1000)
        self.assertEqual(self.bucket.tokens, 2)

    def test_bound_method_as_clock(self):
        bucket = TokenBucket(1, 1, clock=self.clock.read)
        self.assertTrue(bucket.take())
        self.clock.advance(0.5)
        self.assertFalse(bucket.take())

    def test_lambda_over_a_cell(self):
        now = [0]
        watch = Stopwatch(lambda: now[0])
        watch.start()
        now[0] += 5
        self.assertEqual(watch.elapsed(), 5)

    def test_iterator_as_clock(self):
        watch = Stopwatch(iter([1, 4, 9]).__next__)
        watch.start()
        self.assertEqual(watch.elapsed(), 3)
        self.assertEqual(watch.elapsed(), 8)
        self.assertRaises(StopIteration, watch.elapsed)

    def test_default_clock(self):
        watch = Stopwatch()
        watch.start()
        self.assertGreaterEqual(watch.elapsed(), 0)

    def test_dates(self):
        today = dt.date(2024, 2, 28)
        self.assertTrue(is_overdue(dt.date(2024, 1, 1), today=lambda: today))
        self.assertFalse(is_overdue(today + dt.timedelta(days=2), today=lambda: today))

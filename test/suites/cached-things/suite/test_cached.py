import unittest

from cached import LruCache, Report, TtlCache, cached_call, fib, slow_square


class CachedTest(unittest.TestCase):
    def setUp(self):
        fib.cache_clear()

    def test_fast_fibonacci(self):
        self.assertEqual(fib(200), 280571172992510140037611932413038677189525)

    def test_cache_info(self):
        fib(10)
        info = fib.cache_info()
        self.assertEqual(info.misses, 11)
        self.assertEqual(info.hits, 8)
        self.assertEqual(info, (8, 11, None, 11))
        self.assertIsNone(info.maxsize)

    def test_wrapped(self):
        self.assertEqual(fib.__wrapped__(1), 1)
        self.assertEqual(fib.__name__, "fib")
        self.assertTrue(hasattr(fib, "cache_clear"))

    def test_cached_property(self):
        report = Report([3, 4])
        self.assertEqual(report.total, 7)
        report.values.append(100)
        self.assertEqual(report.total, 7)
        self.assertEqual(report.computed, 1)
        del report.total
        self.assertEqual(report.total, 107)
        self.assertEqual(report.computed, 2)
        self.assertIn("total", vars(report))

    def test_same_object_from_the_cache(self):
        self.assertIs(slow_square((1, 2)), slow_square((1, 2)))
        with self.assertRaisesRegex(TypeError, "unhashable type: 'list'"):
            slow_square([1, 2])

    def test_decorating_here(self):
        calls = []
        double = cached_call(lambda n: calls.append(n) or n * 2)
        self.assertEqual([double(2), double(2), double(3)], [4, 4, 6])
        self.assertEqual(calls, [2, 3])


class LruTest(unittest.TestCase):
    def test_eviction(self):
        cache = LruCache(2)
        cache["a"] = 1
        cache["b"] = 2
        self.assertEqual(cache["a"], 1)
        cache["c"] = 3
        self.assertIn("a", cache)
        self.assertNotIn("b", cache)
        with self.assertRaises(KeyError) as err:
            cache["b"]
        self.assertEqual(err.exception.args, ("b",))
        self.assertEqual(list(cache), ["a", "c"])

    def test_odd_keys(self):
        cache = LruCache(9)
        for key in (None, 1.5, (1, (2,)), frozenset({1}), "ü", b"b", True, int):
            cache[key] = key
        self.assertEqual(cache[(1, (2,))], (1, (2,)))
        self.assertIs(cache[int], int)
        self.assertEqual(cache[1], True)

    def test_ttl(self):
        now = [0]
        cache = TtlCache(10, clock=lambda: now[0])
        calls = []

        def make():
            calls.append(now[0])
            return object()

        first = cache.get("k", make)
        self.assertIs(cache.get("k", make), first)
        now[0] = 11
        self.assertIsNot(cache.get("k", make), first)
        self.assertEqual(calls, [0, 11])

import concurrent.futures
import queue
import threading
import unittest

from workers import Counter, Pool, consume, first_done, parallel_map, race, run_all


class WorkersTest(unittest.TestCase):
    def test_order_is_kept(self):
        self.assertEqual(parallel_map(lambda x: x * x, range(8)), [0, 1, 4, 9, 16, 25, 36, 49])

    def test_every_callback_ran(self):
        seen = []
        parallel_map(seen.append, "abcd")
        self.assertCountEqual(seen, "abcd")

    def test_builtin_as_work(self):
        self.assertEqual(parallel_map(len, ["a", "bb"], workers=2), [1, 2])

    def test_callback_error(self):
        class Odd(Exception):
            pass

        def work(n):
            if n == 2:
                raise Odd(n)
            return n

        with self.assertRaises(Odd) as ctx:
            parallel_map(work, [1, 2, 3])
        self.assertEqual(ctx.exception.args, (2,))

    def test_really_parallel(self):
        barrier = threading.Barrier(2, timeout=10)
        self.assertEqual(sorted(parallel_map(lambda n: (barrier.wait(), n)[1], [1, 2], workers=2)), [1, 2])

    def test_counter(self):
        counter = Counter()
        run_all([counter.increment] * 20)
        self.assertEqual(counter.value, 20)

    def test_results_by_future(self):
        with Pool(2) as pool:
            future = pool.submit(pow, 2, 10)
            self.assertEqual(future.result(timeout=10), 1024)
            self.assertTrue(future.done())
            bad = pool.submit(int, "x")
            self.assertIsInstance(bad.exception(timeout=10), ValueError)

    def test_queue_of_the_suite(self):
        box = queue.Queue()
        for item in (1, 2, 3, None):
            box.put(item)
        self.assertEqual(consume(box), [1, 2, 3])
        self.assertTrue(box.empty())

    def test_event_of_the_suite(self):
        ready = threading.Event()
        thread = threading.Thread(target=race, args=(ready,))
        thread.start()
        self.assertTrue(ready.wait(10))
        thread.join(10)
        self.assertFalse(thread.is_alive())

    def test_futures_of_the_suite(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            counters = [Counter() for _ in range(3)]
            list(pool.map(lambda c: c.increment(), counters))
            self.assertEqual([c.value for c in counters], [1, 1, 1])

    def test_first_done(self):
        gate = threading.Event()
        result = first_done([lambda: gate.wait(5) and "slow", lambda: "fast"], gate.set)
        self.assertEqual(result, "fast")

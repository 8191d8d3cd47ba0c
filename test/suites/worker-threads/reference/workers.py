import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


class Counter:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def increment(self):
        with self._lock:
            self.value += 1


class Pool:
    def __init__(self, size):
        self._pool = ThreadPoolExecutor(size)

    def submit(self, work, *args):
        return self._pool.submit(work, *args)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self._pool.shutdown()


def parallel_map(work, items, workers=4):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, items))


def run_all(jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def consume(box):
    items = []
    while (item := box.get(timeout=5)) is not None:
        items.append(item)
    return items


def race(ready):
    ready.set()


def first_done(jobs, release):
    with ThreadPoolExecutor(len(jobs)) as pool:
        done, _ = wait([pool.submit(job) for job in jobs], return_when=FIRST_COMPLETED)
        result = next(iter(done)).result()
        release()
        return result

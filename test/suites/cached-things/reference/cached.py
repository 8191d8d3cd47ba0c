import functools
from collections import OrderedDict


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def slow_square(numbers):
    return [n * n for n in numbers]


class Report:
    def __init__(self, values):
        self.values = values
        self.computed = 0

    @functools.cached_property
    def total(self):
        self.computed += 1
        return sum(self.values)


def cached_call(func):
    return functools.lru_cache(maxsize=8)(func)


class LruCache:
    def __init__(self, size):
        self.size = size
        self._items = OrderedDict()

    def __getitem__(self, key):
        self._items.move_to_end(key)
        return self._items[key]

    def __setitem__(self, key, value):
        self._items[key] = value
        self._items.move_to_end(key)
        if len(self._items) > self.size:
            self._items.popitem(last=False)

    def __contains__(self, key):
        return key in self._items

    def __iter__(self):
        return iter(self._items)


class TtlCache:
    def __init__(self, seconds, clock):
        self.seconds = seconds
        self.clock = clock
        self._items = {}

    def get(self, key, make):
        made, value = self._items.get(key, (None, None))
        if made is None or self.clock() - made > self.seconds:
            made, value = self.clock(), make()
            self._items[key] = made, value
        return value

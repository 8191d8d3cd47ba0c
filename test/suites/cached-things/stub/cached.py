import functools
from collections import OrderedDict

def fib(n):
    pass

def slow_square(numbers):
    pass

class Report:

    def __init__(self, values):
        pass

    def total(self):
        pass

def cached_call(func):
    pass

class LruCache:

    def __init__(self, size):
        pass

class TtlCache:

    def __init__(self, seconds, clock):
        pass

    def get(self, key, make):
        pass

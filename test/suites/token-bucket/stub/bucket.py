import datetime
import time

class TokenBucket:

    def __init__(self, capacity, per_second, clock=time.monotonic):
        raise NotImplementedError

    @property
    def tokens(self):
        raise NotImplementedError

    def take(self):
        raise NotImplementedError

class Stopwatch:

    def __init__(self, clock=time.perf_counter):
        raise NotImplementedError

    def start(self):
        raise NotImplementedError

    def elapsed(self):
        raise NotImplementedError

def is_overdue(due, today=datetime.date.today):
    raise NotImplementedError

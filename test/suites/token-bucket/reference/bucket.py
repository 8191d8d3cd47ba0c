import datetime
import time


class TokenBucket:
    def __init__(self, capacity, per_second, clock=time.monotonic):
        self.capacity = capacity
        self.per_second = per_second
        self.clock = clock
        self._tokens = capacity
        self._seen = clock()

    @property
    def tokens(self):
        now = self.clock()
        self._tokens = min(self.capacity, self._tokens + (now - self._seen) * self.per_second)
        self._seen = now
        return self._tokens

    def take(self):
        if self.tokens < 1:
            return False
        self._tokens -= 1
        return True


class Stopwatch:
    def __init__(self, clock=time.perf_counter):
        self.clock = clock

    def start(self):
        self.begun = self.clock()

    def elapsed(self):
        return self.clock() - self.begun


def is_overdue(due, today=datetime.date.today):
    return due < today()

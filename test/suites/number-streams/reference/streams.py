import itertools


def evens():
    yield from itertools.count(0, 2)


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


def countdown(start):
    while start > 0:
        yield start
        start -= 1
    return "lift off"


def accumulator():
    total = 0
    while True:
        try:
            received = yield total
            total += received
        except ValueError:
            total = 0


def tracing(log):
    log.append("opened")
    try:
        while True:
            yield
    finally:
        log.append("closed")


def read_all(nested):
    for item in nested:
        if isinstance(item, list):
            yield from read_all(item)
        else:
            yield item

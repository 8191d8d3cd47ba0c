import collections
import itertools


def take(count, items):
    return list(itertools.islice(items, count))


def first_match(test, items):
    for item in items:
        if test(item):
            return item


def running_max(items):
    best = None
    for item in items:
        best = item if best is None else max(best, item)
        yield best


def batches(items, size):
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def interleave(*sources):
    for group in zip(*sources):
        yield from group


def pairwise(items):
    return itertools.pairwise(items)


def peek(generator):
    item = next(generator)
    generator.close()
    return item


def window_sums(items, size):
    window = collections.deque(maxlen=size)
    for item in items:
        window.append(item)
        if len(window) == size:
            yield sum(window)


def chunked_sum(items):
    return sum(items)

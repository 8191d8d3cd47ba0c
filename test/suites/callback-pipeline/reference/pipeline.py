class Box:
    def __init__(self, value):
        self.value = value


def transform(func, items):
    return [func(item) for item in items]


def keep(func, items):
    return [item for item in items if func(item)]


def fold(func, items, start):
    for item in items:
        start = func(start, item)
    return start


def group(key, items):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def compose(outer, inner):
    return lambda *args: outer(inner(*args))


def pipe(value, *funcs):
    for func in funcs:
        value = func(value)
    return value


def curry(func, arity, *got):
    if len(got) == arity:
        return func(*got)
    return lambda arg: curry(func, arity, *got, arg)


def make_counter(start=0):
    def count():
        nonlocal start
        start += 1
        return start

    return count


def walk(func, n):
    return func(n, lambda m: walk(func, m))


def apply_n(func, times, value):
    for _ in range(times):
        value = func(value)
    return value


def trampoline(func, *args):
    result = func(*args)
    while callable(result):
        result = result()
    return result

import decimal
import errno
import json


def lookup(table, key):
    return table[key]


def at(items, position):
    return items[position]


def bare():
    raise ValueError


def loaded():
    raise ValueError("text", 5, [1, {"a": None}])


def check(balance):
    assert balance == 0, "balance must fit"


def read(path):
    with open(path) as file:
        return file.read()


def deny():
    raise OSError(errno.EACCES, "denied")


def method_of(value):
    return value.shout()


def typo():
    return undefined_thing  # noqa: F821


def too_early():
    print(value)  # noqa: F821
    value = 1
    return value


def forever(n):
    return forever(n + 1)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def divide(a, b):
    return a / b


def huge():
    return 10.0**400


def bad_decimal():
    return decimal.Decimal("x")


def stop():
    raise StopIteration(42)


def later():
    raise NotImplementedError("later")


def to_ascii(text):
    return text.encode("ascii")


def parse(text):
    return json.loads(text)


def join(a, b):
    return a + b


def spread(value):
    return list(value)


def collect():
    return [ValueError("first"), KeyError("second")]

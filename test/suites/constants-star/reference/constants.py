import builtins
import re

__all__ = ["LIMIT", "NAME", "RATIO", "NOTHING", "RAW", "COLOURS", "VOWELS", "PRICES", "GRID", "WORD", "double", "within", "price"]

LIMIT = 40
NAME = "waypoint"
RATIO = 0.75
NOTHING = None
RAW = b"\x00\x01"
COLOURS = ("red", "green")
VOWELS = frozenset("aeiou")
PRICES = {"tea": 1.5, "coffee": 2.5}
GRID = [[1, 2], [3, 4]]
WORD = re.compile("[a-z]+")
_hidden = 1

double = lambda x: 2 * x  # noqa: E731


def within(value):
    return value <= LIMIT


def price(name):
    return PRICES[name]


def not_exported():
    return "by module only"


def filter(func, items):
    return [item for item in items if func(item)]


def map(func, items):
    return [func(item) for item in items]


def sum(items):
    return f"{builtins.sum(items)}!"

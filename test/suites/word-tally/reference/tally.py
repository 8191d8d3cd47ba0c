import array
import types
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from typing import NamedTuple

Longest = namedtuple("Longest", "word length")


class Place(NamedTuple):
    rank: int
    name: str


class Loud(str):
    def is_loud(self):
        return self == self.upper()


def counts(text):
    return Counter(text.split())


def by_length(words):
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return groups


def lengths(words):
    return OrderedDict((word, len(word)) for word in words)


def history(items, size):
    return deque(items, maxlen=size)


def podium(names):
    return [Place(rank, name) for rank, name in enumerate(names, 1)]


def longest(words):
    word = max(words, key=len)
    return Longest(word, len(word))


def config(own):
    return ChainMap(own, {"colour": "blue", "size": 1})


def frozen(table):
    return types.MappingProxyType(table)


def pairs(table):
    return table.keys(), table.values()


def letters(text):
    return filter(str.isalpha, text)


def shout(text):
    return Loud(text.upper())


def raw():
    return array.array("i", [1, 2, 3]), memoryview(b"xyz")

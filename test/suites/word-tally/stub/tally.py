import array
import types
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from typing import NamedTuple
Longest = None

class Place:
    pass

class Loud(str):

    def is_loud(self):
        pass

def counts(text):
    pass

def by_length(words):
    pass

def lengths(words):
    pass

def history(items, size):
    pass

def podium(names):
    pass

def longest(words):
    pass

def config(own):
    pass

def frozen(table):
    pass

def pairs(table):
    pass

def letters(text):
    pass

def shout(text):
    pass

def raw():
    pass

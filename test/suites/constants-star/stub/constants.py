import builtins
import re
LIMIT = None
NAME = None
RATIO = None
NOTHING = None
RAW = None
COLOURS = None
VOWELS = None
PRICES = None
GRID = None
WORD = None
_hidden = None
double = None

def within(value):
    pass

def price(name):
    pass

def not_exported():
    pass

def filter(func, items):
    pass

def map(func, items):
    pass

def sum(items):
    pass

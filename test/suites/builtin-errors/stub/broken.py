import decimal
import errno
import json

def lookup(table, key):
    pass

def at(items, position):
    pass

def bare():
    pass

def loaded():
    pass

def check(balance):
    pass

def read(path):
    pass

def deny():
    pass

def method_of(value):
    pass

def typo():
    pass

def too_early():
    pass

def forever(n):
    pass

def depth(n):
    pass

def divide(a, b):
    pass

def huge():
    pass

def bad_decimal():
    pass

def stop():
    pass

def later():
    pass

def to_ascii(text):
    pass

def parse(text):
    pass

def join(a, b):
    pass

def spread(value):
    pass

def collect():
    pass

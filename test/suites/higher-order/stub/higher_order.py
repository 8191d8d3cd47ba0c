import functools

class Person:

    def __init__(self, name, age):
        pass

    def greet(self):
        pass

    def older(self, years):
        pass

def add(a, b):
    pass

def mul(a, b):
    pass

def is_even(n):
    pass

def censor(match):
    pass

def dispatch(sign, a, b, extra=None):
    pass

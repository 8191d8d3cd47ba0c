import itertools

def evens():
    pass

def primes():
    pass

def countdown(start):
    pass

def accumulator():
    pass

def tracing(log):
    pass

def read_all(nested):
    pass

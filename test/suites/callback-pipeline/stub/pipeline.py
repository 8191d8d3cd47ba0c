class Box:

    def __init__(self, value):
        raise NotImplementedError

def transform(func, items):
    raise NotImplementedError

def keep(func, items):
    raise NotImplementedError

def fold(func, items, start):
    raise NotImplementedError

def group(key, items):
    raise NotImplementedError

def compose(outer, inner):
    raise NotImplementedError

def pipe(value, *funcs):
    raise NotImplementedError

def curry(func, arity, *got):
    raise NotImplementedError

def make_counter(start=0):
    raise NotImplementedError

def walk(func, n):
    raise NotImplementedError

def apply_n(func, times, value):
    raise NotImplementedError

def trampoline(func, *args):
    raise NotImplementedError

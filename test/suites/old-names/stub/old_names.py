import warnings

class FutureGone(FutureWarning):
    pass

def size(items):
    pass

def area(side):
    pass

def circumference(radius):
    pass

def strict_parse(text):
    pass

def remove_falsy(values):
    pass

def rotate(values, steps):
    pass

def swap(values, i, j):
    pass

def bump(stock, key, by=1):
    pass

def add_all(seen, items):
    pass

def scrub(data):
    pass

def transpose(grid):
    pass

def move(source, target, count):
    pass

def append_item(item, target=None):
    pass

def dedupe(values, strict):
    pass

def sort_copy(values):
    pass

def invert(table):
    pass

def flatten(nested):
    pass

def smallest(items):
    pass

def unique(items):
    pass

def label(thing):
    pass

def binary_search(items, wanted):
    pass

def total(items):
    pass

def merge(table, **more):
    pass

def use(device):
    pass

def chat(stream):
    pass

def call_twice(func, value):
    pass

def is_empty(thing):
    pass

def truthy(thing):
    pass

def answer(form, field, value):
    pass

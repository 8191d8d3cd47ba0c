import sys

def hello(name='World'):
    pass

def complain(text):
    pass

def countdown(n):
    pass

def progress(steps):
    pass

def each(items, action):
    pass

class Table:

    def __init__(self, rows):
        pass

    def show(self, file=None):
        pass

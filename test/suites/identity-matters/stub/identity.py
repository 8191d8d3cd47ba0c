MISSING = None

class Config:
    pass

class Colour:

    def __init__(self, name):
        pass

    @classmethod
    def of(cls, name):
        pass

class Node:

    def __init__(self, name):
        pass

    @property
    def child(self):
        pass

    @child.setter
    def child(self, node):
        pass

    def add(self, item):
        pass

class Query:

    def __init__(self):
        pass

    def select(self, name):
        pass

    def where(self, name):
        pass

def first(items):
    pass

def lookup(table, key):
    pass

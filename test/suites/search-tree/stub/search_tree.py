class Node:

    def __init__(self, data, parent=None):
        pass

class Tree:

    def __init__(self, items=(), key=None):
        pass

    def insert(self, item):
        pass

    def find(self, item):
        pass

    def preorder(self):
        pass

    def levels(self):
        pass

def depth(node):
    pass

def leaves(node):
    pass

def from_nested(nested, parent=None):
    pass

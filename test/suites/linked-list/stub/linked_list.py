class EmptyList(Exception):
    pass

class Node:

    def __init__(self, value, next=None):
        raise NotImplementedError

class LinkedList:

    def __init__(self, items=()):
        raise NotImplementedError

    def push(self, value):
        raise NotImplementedError

    def pop(self):
        raise NotImplementedError

    def reverse(self):
        raise NotImplementedError

    def insert_after(self, node, value):
        raise NotImplementedError

def has_cycle(node):
    raise NotImplementedError

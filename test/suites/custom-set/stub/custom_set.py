from collections.abc import MutableSet

class CustomSet(MutableSet):

    def __init__(self, items=()):
        raise NotImplementedError

    def add(self, item):
        raise NotImplementedError

    def discard(self, item):
        raise NotImplementedError

    def isempty(self):
        raise NotImplementedError

    def issubset(self, other):
        raise NotImplementedError

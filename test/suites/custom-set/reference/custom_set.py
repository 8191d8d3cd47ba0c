from collections.abc import MutableSet


class CustomSet(MutableSet):
    def __init__(self, items=()):
        self._items = []
        for item in items:
            self.add(item)

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(list(self._items))

    def __len__(self):
        return len(self._items)

    def add(self, item):
        if item not in self._items:
            self._items.append(item)

    def discard(self, item):
        if item in self._items:
            self._items.remove(item)

    def isempty(self):
        return not self._items

    def issubset(self, other):
        return self <= other

    def __add__(self, other):
        return self | other

class _Missing:
    def __repr__(self):
        return "<missing>"


MISSING = _Missing()


class Config:
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
            cls._only.debug = False
        return cls._only


class Colour:
    _known = {}

    def __init__(self, name):
        self.name = name

    @classmethod
    def of(cls, name):
        if name not in cls._known:
            cls._known[name] = cls(name)
        return cls._known[name]


class Node:
    def __init__(self, name):
        self.name = name
        self.items = []
        self.parent = None
        self._child = None

    @property
    def child(self):
        return self._child

    @child.setter
    def child(self, node):
        self._child = node
        node.parent = self

    def add(self, item):
        self.items.append(item)

    def __eq__(self, other):
        return isinstance(other, Node) and self.name == other.name

    def __copy__(self):
        twin = Node(self.name + " (copy)")
        twin.items = self.items
        return twin


class Query:
    def __init__(self):
        self.parts = []

    def select(self, name):
        self.parts.append(f"select {name}")
        return self

    def where(self, name):
        self.parts.append(f"where {name}")
        return self


def first(items):
    return items[0] if items else MISSING


def lookup(table, key):
    return table.get(key, MISSING)

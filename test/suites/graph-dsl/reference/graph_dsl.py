NODE, EDGE, ATTR = range(1, 4)


class Node:
    def __init__(self, name, attrs):
        self.name = name
        self.attrs = attrs

    def __eq__(self, other):
        return self.name == other.name and self.attrs == other.attrs

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return f"Node({self.name!r}, {self.attrs!r})"


class Edge:
    def __init__(self, src, dst, attrs):
        self.src, self.dst, self.attrs = src, dst, attrs

    def __eq__(self, other):
        return vars(self) == vars(other)


class Graph:
    def __init__(self, data=None):
        self.nodes = []
        self.edges = []
        self.attrs = {}
        if data is None:
            data = []
        if not isinstance(data, list):
            raise TypeError("graph data malformed")
        for item in data:
            if len(item) < 2:
                raise TypeError("item incomplete")
            self._add(*item)

    def _add(self, kind, *rest):
        if kind == ATTR:
            if len(rest) != 2 or not all(isinstance(r, str) for r in rest):
                raise ValueError("attribute malformed")
            self.attrs[rest[0]] = rest[1]
        elif kind == NODE:
            if len(rest) != 2 or not isinstance(rest[1], dict):
                raise ValueError("node malformed")
            self.nodes.append(Node(*rest))
        elif kind == EDGE:
            if len(rest) != 3:
                raise ValueError("edge malformed")
            self.edges.append(Edge(*rest))
        else:
            raise ValueError(f"unknown item {kind}")

    def by_name(self):
        return {node.name: node for node in self.nodes}

    def neighbours(self, name):
        return {self.by_name()[e.dst] for e in self.edges if e.src == name}

    def pairs(self):
        names = self.by_name()
        return [(names[e.src], names[e.dst]) for e in self.edges]

class Node:

    def __init__(self, name, attrs):
        raise NotImplementedError

class Edge:

    def __init__(self, src, dst, attrs):
        raise NotImplementedError

class Graph:

    def __init__(self, data=None):
        raise NotImplementedError

    def _add(self, kind, *rest):
        raise NotImplementedError

    def by_name(self):
        raise NotImplementedError

    def neighbours(self, name):
        raise NotImplementedError

    def pairs(self):
        raise NotImplementedError

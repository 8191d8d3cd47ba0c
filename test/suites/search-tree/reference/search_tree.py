class Node:
    def __init__(self, data, parent=None):
        self.data = data
        self.parent = parent
        self.left = None
        self.right = None

    def __eq__(self, other):
        if not isinstance(other, Node):
            return NotImplemented
        return (self.data, self.left, self.right) == (other.data, other.left, other.right)

    def __hash__(self):
        return hash(self.data)


class Tree:
    def __init__(self, items=(), key=None):
        self.root = None
        self.key = key or (lambda item: item)
        for item in items:
            self.insert(item)

    def insert(self, item):
        parent, node = None, self.root
        while node:
            parent = node
            node = node.left if self.key(item) <= self.key(node.data) else node.right
        new = Node(item, parent)
        if parent is None:
            self.root = new
        elif self.key(item) <= self.key(parent.data):
            parent.left = new
        else:
            parent.right = new

    def find(self, item):
        node = self.root
        while node and node.data != item:
            node = node.left if self.key(item) < self.key(node.data) else node.right
        return node

    def preorder(self):
        def visit(node):
            if node:
                yield node.data
                yield from visit(node.left)
                yield from visit(node.right)

        return visit(self.root)

    def levels(self):
        level = [self.root] if self.root else []
        while level:
            yield [node.data for node in level]
            level = [child for node in level for child in (node.left, node.right) if child]

    def __iter__(self):
        def visit(node):
            if node:
                yield from visit(node.left)
                yield node.data
                yield from visit(node.right)

        return visit(self.root)

    def __contains__(self, item):
        return self.find(item) is not None

    def __eq__(self, other):
        return isinstance(other, Tree) and self.root == other.root


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def leaves(node):
    if node is None:
        return []
    if node.left is None and node.right is None:
        return [node]
    return leaves(node.left) + leaves(node.right)


def from_nested(nested, parent=None):
    if nested is None:
        return None
    data, left, right = nested
    node = Node(data, parent)
    node.left = from_nested(left, node)
    node.right = from_nested(right, node)
    return node

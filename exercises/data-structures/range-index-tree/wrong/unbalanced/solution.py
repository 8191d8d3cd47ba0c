from collections.abc import Iterator


class Node:
    """A key with its value, and what its subtree comes to."""

    __slots__ = ("key", "value", "left", "right", "height", "size")

    def __init__(self, key, value) -> None:
        self.key = key
        self.value = value
        self.left: Node | None = None
        self.right: Node | None = None
        self.height = 1
        self.size = 1


class RangeIndex:
    """Keys in order, with values: an AVL tree whose nodes know the size of their subtrees."""

    def __init__(self) -> None:
        self.root: Node | None = None

    def insert(self, key, value) -> bool:
        before = len(self)
        self.root = _insert(self.root, _checked(key), value)
        return len(self) > before

    def delete(self, key) -> bool:
        before = len(self)
        self.root = _delete(self.root, _checked(key))
        return len(self) < before

    def get(self, key, default=None):
        node = self.root
        _checked(key)
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return default if node is None else node.value

    def floor(self, key) -> tuple | None:
        best, node = None, self.root
        _checked(key)
        while node is not None:
            if key < node.key:
                node = node.left
            else:
                best, node = node, node.right
        return None if best is None else (best.key, best.value)

    def ceiling(self, key) -> tuple | None:
        best, node = None, self.root
        _checked(key)
        while node is not None:
            if node.key < key:
                node = node.right
            else:
                best, node = node, node.left
        return None if best is None else (best.key, best.value)

    def range(self, low, high) -> Iterator[tuple]:
        # The stack holds the nodes on the way to the next one that are still to come.
        stack, node = [], self.root
        while True:
            while node is not None:
                if low is not None and node.key < low:
                    node = node.right
                else:
                    stack.append(node)
                    node = node.left
            if not stack:
                return
            node = stack.pop()
            if high is not None and not node.key < high:
                return
            yield node.key, node.value
            node = node.right

    def rank(self, key) -> int:
        smaller, node = 0, self.root
        _checked(key)
        while node is not None:
            if node.key < key:
                smaller += _size(node.left) + 1
                node = node.right
            else:
                node = node.left
        return smaller

    def select(self, index: int) -> tuple:
        if not 0 <= index < len(self):
            raise IndexError(f"there is no pair {index} among {len(self)}")
        node = self.root
        while True:
            left = _size(node.left)
            if index == left:
                return node.key, node.value
            if index < left:
                node = node.left
            else:
                index -= left + 1
                node = node.right

    def height(self) -> int:
        return _height(self.root)

    def __len__(self) -> int:
        return _size(self.root)


def _checked(key):
    if key is None:
        raise TypeError("None is no key")
    return key


def _insert(node: Node | None, key, value) -> Node:
    way, root = [], node
    while node is not None and node.key != key:
        way.append(node)
        node = node.left if key < node.key else node.right
    if node is not None:
        node.value = value
        return root
    _put(way, key, Node(key, value))
    return root or Node(key, value)


def _delete(node: Node | None, key) -> Node | None:
    way, root = [], node
    while node is not None and node.key != key:
        way.append(node)
        node = node.left if key < node.key else node.right
    if node is None:
        return root
    if node.left is not None and node.right is not None:
        way.append(node)
        heir = node.right
        while heir.left is not None:
            way.append(heir)
            heir = heir.left
        node.key, node.value, key, node = heir.key, heir.value, heir.key, heir
        if way[-1].left is not node:
            way[-1].right = node.right
        else:
            way[-1].left = node.right
        _put(way, None, None)
        return root
    below = node.right if node.left is None else node.left
    if not way:
        return below
    _put(way, key, below)
    return root


def _put(way: list, key, node: Node | None) -> None:
    """Below the last node of the way; what those on it know of their subtrees is put right."""
    if way and key is not None:
        if key < way[-1].key:
            way[-1].left = node
        else:
            way[-1].right = node
    for above in reversed(way):
        _measure(above)


def _measure(node: Node) -> None:
    node.height = max(_height(node.left), _height(node.right)) + 1
    node.size = _size(node.left) + _size(node.right) + 1


def _height(node: Node | None) -> int:
    return 0 if node is None else node.height


def _size(node: Node | None) -> int:
    return 0 if node is None else node.size

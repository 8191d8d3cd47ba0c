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
        found, stack, node = [], [], self.root
        while stack or node is not None:
            while node is not None:
                if low is not None and node.key < low:
                    node = node.right
                else:
                    stack.append(node)
                    node = node.left
            if not stack:
                break
            node = stack.pop()
            if high is not None and not node.key < high:
                break
            found.append((node.key, node.value))
            node = node.right
        return iter(found)

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
    if node is None:
        return Node(key, value)
    if key < node.key:
        node.left = _insert(node.left, key, value)
    elif node.key < key:
        node.right = _insert(node.right, key, value)
    else:
        node.value = value
        return node
    return _balanced(node)


def _delete(node: Node | None, key) -> Node | None:
    if node is None:
        return None
    if key < node.key:
        node.left = _delete(node.left, key)
    elif node.key < key:
        node.right = _delete(node.right, key)
    elif node.left is None:
        return node.right
    elif node.right is None:
        return node.left
    else:
        # The next greater key takes the place of the one that goes.
        heir = node.right
        while heir.left is not None:
            heir = heir.left
        node.key, node.value = heir.key, heir.value
        node.right = _delete(node.right, heir.key)
    return _balanced(node)


def _balanced(node: Node) -> Node:
    _measure(node)
    lean = _height(node.left) - _height(node.right)
    if lean > 1:
        if _height(node.left.left) < _height(node.left.right):
            node.left = _rotate_left(node.left)
        return _rotate_right(node)
    if lean < -1:
        if _height(node.right.right) < _height(node.right.left):
            node.right = _rotate_right(node.right)
        return _rotate_left(node)
    return node


def _rotate_right(node: Node) -> Node:
    top = node.left
    node.left, top.right = top.right, node
    _measure(node)
    _measure(top)
    return top


def _rotate_left(node: Node) -> Node:
    top = node.right
    node.right, top.left = top.left, node
    _measure(node)
    _measure(top)
    return top


def _measure(node: Node) -> None:
    node.height = max(_height(node.left), _height(node.right)) + 1
    node.size = _size(node.left) + _size(node.right) + 1


def _height(node: Node | None) -> int:
    return 0 if node is None else node.height


def _size(node: Node | None) -> int:
    return 0 if node is None else node.size

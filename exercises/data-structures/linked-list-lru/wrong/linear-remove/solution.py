from collections.abc import Callable, Iterator


class Node:
    """A value and its neighbours; it knows its list, so that a foreign node is recognised at once."""

    __slots__ = ("value", "prev", "next", "owner")

    def __init__(self, value: object, owner: "LinkedList") -> None:
        self.value = value
        self.owner: LinkedList | None = owner
        self.prev: Node | None = None
        self.next: Node | None = None


class LinkedList:
    """A doubly linked list."""

    def __init__(self) -> None:
        self.first: Node | None = None
        self.last: Node | None = None
        self.size = 0

    def push_front(self, value: object) -> Node:
        node = Node(value, self)
        self._link(None, node, self.first)
        return node

    def push_back(self, value: object) -> Node:
        node = Node(value, self)
        self._link(self.last, node, None)
        return node

    def remove(self, node: Node) -> object:
        self._unlink(node)
        node.owner = None
        return node.value

    def move_to_front(self, node: Node) -> None:
        self._unlink(node)
        self._link(None, node, self.first)

    def reverse(self) -> None:
        node = self.first
        while node is not None:
            node.prev, node.next = node.next, node.prev
            node = node.prev
        self.first, self.last = self.last, self.first

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[object]:
        node = self.first
        while node is not None:
            yield node.value
            node = node.next

    def __reversed__(self) -> Iterator[object]:
        node = self.last
        while node is not None:
            yield node.value
            node = node.prev

    def _link(self, before: Node | None, node: Node, after: Node | None) -> None:
        node.prev, node.next = before, after
        if before is None:
            self.first = node
        else:
            before.next = node
        if after is None:
            self.last = node
        else:
            after.prev = node
        self.size += 1

    def _unlink(self, node: Node) -> None:
        other = self.first
        while other is not node:
            if other is None:
                raise ValueError("the node is not in this list")
            other = other.next
        if node.prev is None:
            self.first = node.next
        else:
            node.prev.next = node.next
        if node.next is None:
            self.last = node.prev
        else:
            node.next.prev = node.prev
        node.prev = node.next = None
        self.size -= 1


class LRUCache:
    """Forgets what was used longest ago."""

    def __init__(self, capacity: int, on_evict: Callable[[object, object], object] | None = None) -> None:
        self.capacity = _checked(capacity)
        self.on_evict = on_evict
        self.order = LinkedList()
        self.nodes: dict[object, Node] = {}

    def get(self, key: object, default: object = None) -> object:
        node = self.nodes.get(key)
        if node is None:
            return default
        self.order.move_to_front(node)
        return node.value[1]

    def put(self, key: object, value: object) -> None:
        node = self.nodes.get(key)
        if node is not None:
            node.value = (key, value)
            self.order.move_to_front(node)
            return
        self.nodes[key] = self.order.push_front((key, value))
        self._shrink()

    def delete(self, key: object) -> bool:
        node = self.nodes.pop(key, None)
        if node is None:
            return False
        self.order.remove(node)
        return True

    def resize(self, capacity: int) -> None:
        self.capacity = _checked(capacity)
        self._shrink()

    def keys(self) -> list[object]:
        return [key for key, _ in self.order]

    def __contains__(self, key: object) -> bool:
        return key in self.nodes

    def __len__(self) -> int:
        return len(self.order)

    def _shrink(self) -> None:
        while len(self.order) > self.capacity:
            key, value = self.order.remove(self.order.last)
            del self.nodes[key]
            if self.on_evict is not None:
                self.on_evict(key, value)


def _checked(capacity: int) -> int:
    if capacity < 1:
        raise ValueError(f"a cache has room for at least one entry, not {capacity}")
    return capacity

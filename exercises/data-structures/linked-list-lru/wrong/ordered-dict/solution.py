from collections import OrderedDict
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
        if node.owner is not self:
            raise ValueError("the node is not in this list")
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
        self.entries: OrderedDict[object, object] = OrderedDict()

    def get(self, key: object, default: object = None) -> object:
        if key not in self.entries:
            return default
        self.entries.move_to_end(key)
        return self.entries[key]

    def put(self, key: object, value: object) -> None:
        self.entries[key] = value
        self.entries.move_to_end(key)
        self._shrink()

    def delete(self, key: object) -> bool:
        if key not in self.entries:
            return False
        del self.entries[key]
        return True

    def resize(self, capacity: int) -> None:
        self.capacity = _checked(capacity)
        self._shrink()

    def keys(self) -> list[object]:
        return list(reversed(self.entries))

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def __len__(self) -> int:
        return len(self.entries)

    def _shrink(self) -> None:
        while len(self.entries) > self.capacity:
            key, value = self.entries.popitem(last=False)
            if self.on_evict is not None:
                self.on_evict(key, value)


def _checked(capacity: int) -> int:
    if capacity < 1:
        raise ValueError(f"a cache has room for at least one entry, not {capacity}")
    return capacity

from collections.abc import Callable, Iterator


class Node:
    """A value and its neighbours."""


class LinkedList:
    """A doubly linked list."""

    def push_front(self, value: object) -> Node:
        raise NotImplementedError

    def push_back(self, value: object) -> Node:
        raise NotImplementedError

    def remove(self, node: Node) -> object:
        raise NotImplementedError

    def move_to_front(self, node: Node) -> None:
        raise NotImplementedError

    def reverse(self) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[object]:
        raise NotImplementedError

    def __reversed__(self) -> Iterator[object]:
        raise NotImplementedError


class LRUCache:
    """Forgets what was used longest ago."""

    def __init__(self, capacity: int, on_evict: Callable[[object, object], object] | None = None) -> None:
        raise NotImplementedError

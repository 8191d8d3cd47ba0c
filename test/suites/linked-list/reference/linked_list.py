class EmptyList(Exception):
    pass


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.push(item)

    def push(self, value):
        self.head = Node(value, self.head)

    def pop(self):
        if self.head is None:
            raise EmptyList("the list is empty")
        node, self.head = self.head, self.head.next
        return node.value

    def reverse(self):
        self.head = LinkedList(list(self)[::-1]).head

    def insert_after(self, node, value):
        node.next = Node(value, node.next)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __len__(self):
        return sum(1 for _ in self)

    def __getitem__(self, where):
        if isinstance(where, slice):
            return LinkedList(list(self)[where])
        try:
            return list(self)[where]
        except IndexError:
            raise IndexError("position out of range") from None

    def __add__(self, other):
        return LinkedList([*self, *other])

    def __eq__(self, other):
        return isinstance(other, LinkedList) and list(self) == list(other)

    def __repr__(self):
        return f"LinkedList({list(self)!r})"


def has_cycle(node):
    seen = set()
    while node:
        if id(node) in seen:
            return True
        seen.add(id(node))
        node = node.next
    return False

class QueueFull(Exception):
    def __init__(self, item):
        super().__init__(f"no room for {item!r}")
        self.item = item


class Ticket:
    def __init__(self, item):
        self.item = item


class BoundedQueue:
    def __init__(self, capacity):
        self.capacity = capacity
        self._items = []

    def put(self, item):
        if len(self._items) >= self.capacity:
            raise QueueFull(item)
        self._items.append(item)
        return Ticket(item)

    def get(self):
        return self._items.pop(0)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

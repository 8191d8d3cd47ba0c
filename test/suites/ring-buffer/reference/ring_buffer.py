class BufferFull(BufferError):
    """Raised when a write finds no free slot."""

    def __init__(self, message, capacity):
        super().__init__(message)
        self.capacity = capacity


class BufferEmpty(BufferError):
    """Raised when a read finds nothing."""

    def __init__(self, message):
        self.message = message


class RingBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []

    def read(self):
        if not self.items:
            raise BufferEmpty("nothing to read")
        return self.items.pop(0)

    def write(self, item):
        if len(self.items) == self.capacity:
            raise BufferFull("no room left", self.capacity)
        self.items.append(item)

    def overwrite(self, item):
        if len(self.items) == self.capacity:
            self.items.pop(0)
        self.items.append(item)

    def clear(self):
        self.items.clear()

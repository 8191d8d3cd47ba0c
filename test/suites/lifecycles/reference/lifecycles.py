class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Session:
    def __init__(self, name):
        self.name = name
        self.is_open = False
        self.requests = 0

    def open(self):
        self.is_open = True

    def close(self):
        self.is_open = False

    def request(self):
        if not self.is_open:
            raise RuntimeError("session is closed")
        self.requests += 1
        return self.requests

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, *exc):
        self.close()

class Basket:
    count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return True

    def add(self, *_):
        pass

    def take(self, name):
        return self


class Refused(Exception):
    pass


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None

import contextlib


class Journal:
    def __init__(self):
        self.events = []

    def __enter__(self):
        self.events.append("enter")
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.events.append(f"failed: {kind.__name__}")
        self.events.append("exit")


class Transaction:
    def __init__(self, store):
        self.store = store

    def __enter__(self):
        self.before = dict(self.store)
        return self.store

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.store.clear()
            self.store.update(self.before)
        return False


class shielded:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return None

    def __exit__(self, kind, error, trace):
        return kind is not None and issubclass(kind, self.kinds)


@contextlib.contextmanager
def replaced(target, name, value):
    before = getattr(target, name)
    setattr(target, name, value)
    try:
        yield target
    finally:
        setattr(target, name, before)


@contextlib.contextmanager
def timer(name, log):
    log.append(f"+{name}")
    yield name
    log.append(f"-{name}")
